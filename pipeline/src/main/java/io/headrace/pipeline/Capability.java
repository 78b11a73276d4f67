package io.headrace.pipeline;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A kind of work that a node can do: one bit on the wire (wire protocol section 6.1). The number of a capability never
 * changes; 13 was retired and is not given again.
 */
public enum Capability {
    H264(0, "H.264"),
    MPEGTS(1, "MPEGTS"),
    MP4(2, "MP4"),
    FRACTIONAL_FRAMERATES(3, "Fractional framerates"),
    STORAGE_DIRECT(4, "Storage direct"),
    STORAGE_S3(5, "Storage S3"),
    STORAGE_GCS(6, "Storage GCS"),
    PROFILE_H264_BASELINE(7, "H264 Baseline profile"),
    PROFILE_H264_MAIN(8, "H264 Main profile"),
    PROFILE_H264_HIGH(9, "H264 High profile"),
    PROFILE_H264_CONSTRAINED_HIGH(10, "H264 Constrained, Contained High profile"),
    GOP(11, "GOP"),
    AUTH_TOKEN(12, "Auth token"),
    MPEG7_VIDEO_SIGNATURE(14, "MPEG7 signature"),
    HEVC_DECODE(15, "HEVC decode"),
    HEVC_ENCODE(16, "HEVC encode"),
    VP8_DECODE(17, "VP8 decode"),
    VP9_DECODE(18, "VP9 decode"),
    VP8_ENCODE(19, "VP8 encode"),
    VP9_ENCODE(20, "VP9 encode"),
    H264_DECODE_444_8BIT(21, "H264 Decode YUV444 8-bit"),
    H264_DECODE_422_8BIT(22, "H264 Decode YUV422 8-bit"),
    H264_DECODE_444_10BIT(23, "H264 Decode YUV444 10-bit"),
    H264_DECODE_422_10BIT(24, "H264 Decode YUV422 10-bit"),
    H264_DECODE_420_10BIT(25, "H264 Decode YUV420 10-bit"),
    SEGMENT_SLICING(26, "Segment slicing"),
    TEXT_TO_IMAGE(27, "Text to image"),
    IMAGE_TO_IMAGE(28, "Image to image"),
    IMAGE_TO_VIDEO(29, "Image to video"),
    UPSCALE(30, "Upscale"),
    AUDIO_TO_TEXT(31, "Audio to text"),
    SEGMENT_ANYTHING_2(32, "Segment anything 2"),
    LLM(33, "Llm"),
    IMAGE_TO_TEXT(34, "Image to text"),
    LIVE_VIDEO_TO_VIDEO(35, "Live video to video"),
    TEXT_TO_SPEECH(36, "Text to speech"),
    BYOC(37, "byoc");

    private static final Map<Integer, Capability> BY_ID =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Capability::id, Function.identity()));
    private static final Map<String, Capability> BY_PIPELINE = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(Capability::pipelineName, Function.identity()));

    private final int id;
    private final String displayName;

    Capability(int id, String displayName) {
        this.id = id;
        this.displayName = displayName;
    }

    /** The number of its bit. */
    public int id() {
        return id;
    }

    public String displayName() {
        return displayName;
    }

    /** The display name in lower case with hyphens: {@code text-to-image}. */
    public String pipelineName() {
        return displayName.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    public static Optional<Capability> ofId(int id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /** @param name as pipelines are named on the wire: {@code live-video-to-video} */
    public static Optional<Capability> ofPipelineName(String name) {
        return Optional.ofNullable(BY_PIPELINE.get(name));
    }
}
