package io.headrace.pipeline;

/**
 * A unit of work that the network knows how to run. Whoever offers, prices or dispatches work needs nothing but this
 * about it: built-in pipelines, containers brought by operators and live runners are told apart nowhere else.
 *
 * @param capability the bit by which it is advertised; several pipelines may share {@link Capability#BYOC}
 */
public record Pipeline(
        PipelineName name,
        PipelineClass pipelineClass,
        PayloadFormat input,
        PayloadFormat output,
        PricingUnit unit,
        Interaction interaction,
        Capability capability) {
    /** Video in, renditions of it out: priced by the pixels encoded. */
    public static final Pipeline VIDEO_TRANSCODING = new Pipeline(
            new PipelineName("video-transcoding"),
            PipelineClass.VIDEO,
            PayloadFormat.of("video/mp2t", "video/mp4"),
            PayloadFormat.of("video/mp2t", "video/mp4"),
            PricingUnit.PIXEL,
            Interaction.SEGMENTS,
            Capability.H264);

    /** Video in, the same video transformed out, as it comes: priced by the pixels that come in. */
    public static final Pipeline LIVE_VIDEO_TO_VIDEO = new Pipeline(
            new PipelineName("live-video-to-video"),
            PipelineClass.REALTIME,
            PayloadFormat.of("video/MP2T"),
            PayloadFormat.of("video/MP2T"),
            PricingUnit.PIXEL,
            Interaction.STREAM,
            Capability.LIVE_VIDEO_TO_VIDEO);

    public Pipeline {
        if (pipelineClass == PipelineClass.VIDEO && interaction != Interaction.SEGMENTS) {
            throw new IllegalArgumentException(name + ": video travels in segments, not as " + interaction);
        }
        if (pipelineClass == PipelineClass.REALTIME && interaction != Interaction.STREAM) {
            throw new IllegalArgumentException(name + ": real-time work travels as a stream, not as " + interaction);
        }
    }
}
