package io.headrace.media.codec;

import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;

/** What a sequence parameter set says of its pictures, or why it cannot be read. */
public sealed interface SequenceFormat {

    /**
     * @param width shown, in pixels: after cropping
     * @param height shown, in pixels
     * @param codecTag as a playlist or a page names the codec (RFC 6381), such as {@code avc1.64001f} or
     *     {@code hvc1.1.6.L93.B0}
     */
    record Parsed(VideoCodec codec, int width, int height, String codecTag) implements SequenceFormat {}

    /**
     * @param why a sentence
     */
    record Unreadable(String why) implements SequenceFormat {}

    /**
     * Reads a sequence parameter set.
     *
     * @param unit the NAL unit from its header on, without a start code
     * @throws IllegalArgumentException for a codec without NAL units
     */
    static SequenceFormat parse(VideoCodec codec, ByteBuffer unit) {
        return switch (codec) {
            case H264 -> H264Sequence.parse(unit);
            case HEVC -> HevcSequence.parse(unit);
            case VP8, VP9 -> throw new IllegalArgumentException(codec + " has no parameter sets");
        };
    }
}
