package io.headrace.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * The pipelines that every node knows by name (pipelines section 1.1), with the models that existing gateways take when
 * a client names none. To know a pipeline is not to offer it: that takes an {@link Offering}.
 */
public final class BuiltInPipelines {

    private static final PayloadFormat JSON = PayloadFormat.of("application/json");
    private static final PayloadFormat FORM = PayloadFormat.of("multipart/form-data");
    private static final PayloadFormat PICTURES = PayloadFormat.of("image/png");
    private static final PayloadFormat SEGMENT = PayloadFormat.of("video/mp2t", "video/mp4");
    private static final PayloadFormat CHANNEL = PayloadFormat.of("video/MP2T");

    /** Video in, renditions of it out: priced by the pixels encoded. */
    public static final Pipeline VIDEO_TRANSCODING = new Pipeline(
            new PipelineName("video-transcoding"),
            PipelineClass.VIDEO,
            SEGMENT,
            SEGMENT,
            PricingUnit.PIXEL,
            Interaction.SEGMENTS,
            Optional.of(Capability.H264),
            "");

    /** Video in, the same video transformed out, as it comes: priced by the pixels that come in. */
    public static final Pipeline LIVE_VIDEO_TO_VIDEO = new Pipeline(
            new PipelineName("live-video-to-video"),
            PipelineClass.REALTIME,
            CHANNEL,
            CHANNEL,
            PricingUnit.PIXEL,
            Interaction.STREAM,
            Optional.of(Capability.LIVE_VIDEO_TO_VIDEO),
            "noop");

    public static final Pipeline TEXT_TO_IMAGE =
            batch(Capability.TEXT_TO_IMAGE, JSON, PICTURES, PricingUnit.PIXEL, "stabilityai/sdxl-turbo");
    public static final Pipeline IMAGE_TO_IMAGE =
            batch(Capability.IMAGE_TO_IMAGE, FORM, PICTURES, PricingUnit.PIXEL, "stabilityai/sdxl-turbo");
    public static final Pipeline IMAGE_TO_VIDEO = batch(
            Capability.IMAGE_TO_VIDEO,
            FORM,
            PayloadFormat.of("video/mp4"),
            PricingUnit.PIXEL,
            "stabilityai/stable-video-diffusion-img2vid-xt");
    public static final Pipeline UPSCALE = batch(
            Capability.UPSCALE,
            FORM,
            PayloadFormat.of("image/png", "video/mp4"),
            PricingUnit.PIXEL,
            "stabilityai/stable-diffusion-x4-upscaler");
    public static final Pipeline AUDIO_TO_TEXT =
            batch(Capability.AUDIO_TO_TEXT, FORM, JSON, PricingUnit.MILLISECOND, "openai/whisper-large-v3");
    public static final Pipeline SEGMENT_ANYTHING_2 =
            batch(Capability.SEGMENT_ANYTHING_2, FORM, JSON, PricingUnit.PIXEL, "facebook/sam2-hiera-large");
    public static final Pipeline LLM = batch(
            Capability.LLM,
            JSON,
            PayloadFormat.of("application/json", "text/event-stream"),
            PricingUnit.TOKEN,
            "meta-llama/llama-3.1-8B-Instruct");
    public static final Pipeline IMAGE_TO_TEXT =
            batch(Capability.IMAGE_TO_TEXT, FORM, JSON, PricingUnit.PIXEL, "Salesforce/blip-image-captioning-large");
    public static final Pipeline TEXT_TO_SPEECH = batch(
            Capability.TEXT_TO_SPEECH,
            JSON,
            PayloadFormat.of("audio/wav"),
            PricingUnit.CHARACTER,
            "parler-tts/parler-tts-large-v1");

    /** A name of the network's list without a bit of its own: nodes of ours know it by name, beside the bit of containers. */
    public static final Pipeline FRAME_INTERPOLATION = new Pipeline(
            new PipelineName("frame-interpolation"),
            PipelineClass.BATCH,
            FORM,
            PayloadFormat.of("video/mp4", "image/png"),
            PricingUnit.PIXEL,
            Interaction.REQUEST_RESPONSE,
            Optional.of(Capability.BYOC),
            "headrace/dis-flow");

    /** One request, one answer, on the route of its name: in the order of their bits. */
    public static final List<Pipeline> BATCH = List.of(
            TEXT_TO_IMAGE,
            IMAGE_TO_IMAGE,
            IMAGE_TO_VIDEO,
            UPSCALE,
            AUDIO_TO_TEXT,
            SEGMENT_ANYTHING_2,
            LLM,
            IMAGE_TO_TEXT,
            TEXT_TO_SPEECH,
            FRAME_INTERPOLATION);

    private static final List<Pipeline> OTHERS = List.of(VIDEO_TRANSCODING, LIVE_VIDEO_TO_VIDEO);

    private BuiltInPipelines() {}

    public static Optional<Pipeline> find(PipelineName name) {
        return BATCH.stream()
                .filter(pipeline -> pipeline.name().equals(name))
                .findFirst()
                .or(() -> OTHERS.stream()
                        .filter(pipeline -> pipeline.name().equals(name))
                        .findFirst());
    }

    private static Pipeline batch(
            Capability capability, PayloadFormat input, PayloadFormat output, PricingUnit unit, String defaultModel) {
        return new Pipeline(
                new PipelineName(capability.pipelineName()),
                PipelineClass.BATCH,
                input,
                output,
                unit,
                Interaction.REQUEST_RESPONSE,
                Optional.of(capability),
                defaultModel);
    }
}
