package io.headrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInPipelinesTest {

    @ParameterizedTest
    @CsvSource({
        "text-to-image, 27, PIXEL, stabilityai/sdxl-turbo",
        "image-to-image, 28, PIXEL, stabilityai/sdxl-turbo",
        "image-to-video, 29, PIXEL, stabilityai/stable-video-diffusion-img2vid-xt",
        "upscale, 30, PIXEL, stabilityai/stable-diffusion-x4-upscaler",
        "audio-to-text, 31, MILLISECOND, openai/whisper-large-v3",
        "segment-anything-2, 32, PIXEL, facebook/sam2-hiera-large",
        "llm, 33, TOKEN, meta-llama/llama-3.1-8B-Instruct",
        "image-to-text, 34, PIXEL, Salesforce/blip-image-captioning-large",
        "live-video-to-video, 35, PIXEL, noop",
        "text-to-speech, 36, CHARACTER, parler-tts/parler-tts-large-v1"
    })
    void hasTheBitTheUnitAndTheDefaultModelOfTheNetwork(String name, int bit, PricingUnit unit, String model) {
        var pipeline = BuiltInPipelines.find(new PipelineName(name)).orElseThrow();

        assertThat(pipeline.capability().map(Capability::id)).contains(bit);
        assertThat(pipeline.unit()).isEqualTo(unit);
        assertThat(pipeline.resolve("")).isEqualTo(model);
        assertThat(pipeline.resolve("mine")).isEqualTo("mine");
    }

    @Test
    void knowsVideoTranscoding() {
        assertThat(BuiltInPipelines.find(new PipelineName("video-transcoding")))
                .contains(BuiltInPipelines.VIDEO_TRANSCODING);
    }

    @Test
    void listsModelsBehindTheNameOfAPipelineThatSharesItsBit() {
        var shared = BuiltInPipelines.FRAME_INTERPOLATION;

        assertThat(shared.capability()).contains(Capability.BYOC);
        assertThat(shared.hasOwnBit()).isFalse();
        assertThat(shared.listed("headrace/dis-flow")).isEqualTo("frame-interpolation/headrace/dis-flow");
        assertThat(shared.modelListedAs("frame-interpolation/headrace/dis-flow"))
                .contains("headrace/dis-flow");
        assertThat(shared.modelListedAs("frame-interpolation/")).isEmpty();
        assertThat(shared.modelListedAs("a-container")).isEmpty();
    }

    @Test
    void listsModelsByTheirOwnNameBesideABitOfItsOwn() {
        assertThat(BuiltInPipelines.UPSCALE.hasOwnBit()).isTrue();
        assertThat(BuiltInPipelines.UPSCALE.listed("a/b")).isEqualTo("a/b");
        assertThat(BuiltInPipelines.UPSCALE.modelListedAs("a/b")).contains("a/b");
    }

    @Test
    void refusesADescriptorThatContradictsItsClass() {
        assertThatThrownBy(() -> new Pipeline(
                        new PipelineName("live"),
                        PipelineClass.REALTIME,
                        PayloadFormat.of("video/mp2t"),
                        PayloadFormat.of("video/mp2t"),
                        PricingUnit.SECOND,
                        Interaction.REQUEST_RESPONSE,
                        Optional.of(Capability.LIVE_VIDEO_TO_VIDEO),
                        ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
