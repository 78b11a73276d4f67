package io.headrace.media.codec;

import java.util.OptionalLong;

/** The video usability information of an H.264 sequence parameter set (section E.1.1), of which little matters here. */
final class H264Usability {

    private static final int EXTENDED_ASPECT = 255;
    private static final int MAX_BUFFERS = 32;

    private H264Usability() {}

    /** {@code max_num_reorder_frames}, if it is there. */
    static OptionalLong reorderedPictures(BitReader bits) {
        skipLook(bits);
        if (bits.flag()) {
            bits.skip(32 + 32 + 1);
        }
        boolean unitBuffers = skipBuffers(bits);
        boolean sliceBuffers = skipBuffers(bits);
        bits.skip(unitBuffers || sliceBuffers ? 2 : 1);
        if (!bits.flag()) {
            return OptionalLong.empty();
        }
        bits.skip(1);
        for (int limit = 0; limit < 4; limit++) {
            bits.unsigned();
        }
        return OptionalLong.of(bits.unsigned());
    }

    /** Aspect ratio, overscan, colours, place of chroma. */
    private static void skipLook(BitReader bits) {
        if (bits.flag() && bits.bits(8) == EXTENDED_ASPECT) {
            bits.skip(32);
        }
        if (bits.flag()) {
            bits.skip(1);
        }
        if (bits.flag()) {
            bits.skip(4);
            bits.skip(bits.flag() ? 24 : 0);
        }
        if (bits.flag()) {
            bits.unsigned();
            bits.unsigned();
        }
    }

    /** Parameters of the hypothetical decoder; whether they are there. */
    private static boolean skipBuffers(BitReader bits) {
        if (!bits.flag()) {
            return false;
        }
        long buffers = Math.min(bits.unsigned() + 1, MAX_BUFFERS);
        bits.skip(4 + 4);
        for (long buffer = 0; buffer < buffers; buffer++) {
            bits.unsigned();
            bits.unsigned();
            bits.skip(1);
        }
        bits.skip(4 * 5);
        return true;
    }
}
