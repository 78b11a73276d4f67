package io.headrace.media.codec;

import io.headrace.media.VideoCodec;

/** The last word on a sequence parameter set: whether it was whole and speaks of a size that pictures have. */
final class PictureSize {

    /** Neither side of a picture is longer: the largest that either standard's highest level allows. */
    private static final int MAX_SIDE = 16_888;

    private PictureSize() {}

    /** {@link SequenceFormat.Parsed} if the size is one that pictures have and the set did not end early. */
    static SequenceFormat checked(VideoCodec codec, BitReader bits, long width, long height, String codecTag) {
        if (bits.overrun()) {
            return new SequenceFormat.Unreadable(
                    "The " + codec + " sequence parameter set ends before it says the size of its pictures.");
        }
        if (width <= 0 || height <= 0 || width > MAX_SIDE || height > MAX_SIDE) {
            return new SequenceFormat.Unreadable("The " + codec + " sequence parameter set speaks of " + width + "x"
                    + height + " pixels; a side has 1 to " + MAX_SIDE + ".");
        }
        return new SequenceFormat.Parsed(codec, (int) width, (int) height, codecTag);
    }
}
