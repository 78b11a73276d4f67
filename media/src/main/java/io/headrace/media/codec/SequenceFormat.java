package io.headrace.media.codec;

import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;

/** What a sequence parameter set says of its pictures, or why it cannot be read. */
public sealed interface SequenceFormat {

    /** Neither side of a picture is longer: the largest that either standard's highest level allows. */
    int MAX_SIDE = 16_888;

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

    /** Parsed if the size is one that pictures have and the set did not end early. */
    static SequenceFormat checked(VideoCodec codec, BitReader bits, long width, long height, String codecTag) {
        if (bits.overrun()) {
            return new Unreadable(
                    "The " + codec + " sequence parameter set ends before it says the size of its pictures.");
        }
        if (width <= 0 || height <= 0 || width > MAX_SIDE || height > MAX_SIDE) {
            return new Unreadable("The " + codec + " sequence parameter set speaks of " + width + "x" + height
                    + " pixels; a side has 1 to " + MAX_SIDE + ".");
        }
        return new Parsed(codec, (int) width, (int) height, codecTag);
    }
}
