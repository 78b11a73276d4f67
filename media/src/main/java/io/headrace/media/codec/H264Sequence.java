package io.headrace.media.codec;

import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Set;

/** The sequence parameter set of H.264 (section 7.3.2.1.1), read as far as the size of the picture. */
final class H264Sequence {

    private static final int MACROBLOCK = 16;
    /** Profiles whose sets speak of chroma, depth and scaling. */
    private static final Set<Integer> HIGH = Set.of(100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135);

    private static final int CHROMA_420 = 1;
    private static final int CHROMA_422 = 2;
    private static final int CHROMA_444 = 3;
    private static final int MAX_REFERENCES_IN_CYCLE = 255;

    private H264Sequence() {}

    static SequenceFormat parse(ByteBuffer unit) {
        var bits = new BitReader(unit);
        bits.skip(8);
        int profile = (int) bits.bits(8);
        int constraints = (int) bits.bits(8);
        int level = (int) bits.bits(8);
        bits.unsigned();
        int chroma = HIGH.contains(profile) ? chroma(bits) : CHROMA_420;
        skipOrder(bits);
        bits.unsigned();
        bits.skip(1);
        long width = (bits.unsigned() + 1) * MACROBLOCK;
        long mapUnits = bits.unsigned() + 1;
        boolean framesOnly = bits.flag();
        bits.skip(framesOnly ? 1 : 2);
        int fields = framesOnly ? 1 : 2;
        long height = mapUnits * MACROBLOCK * fields;
        if (bits.flag()) {
            int columns = chroma == CHROMA_420 || chroma == CHROMA_422 ? 2 : 1;
            int rows = (chroma == CHROMA_420 ? 2 : 1) * fields;
            width -= columns * (bits.unsigned() + bits.unsigned());
            height -= rows * (bits.unsigned() + bits.unsigned());
        }
        String tag = String.format(Locale.ROOT, "avc1.%02x%02x%02x", profile, constraints, level);
        return PictureSize.checked(VideoCodec.H264, bits, width, height, tag);
    }

    /** Which chroma format; separate planes count as none, for cropping goes by single pixels there. */
    private static int chroma(BitReader bits) {
        int format = (int) bits.unsigned();
        boolean separate = format == CHROMA_444 && bits.flag();
        bits.unsigned();
        bits.unsigned();
        bits.skip(1);
        if (bits.flag()) {
            int lists = format == CHROMA_444 ? 12 : 8;
            for (int list = 0; list < lists; list++) {
                if (bits.flag()) {
                    skipScaling(bits, list < 6 ? 16 : 64);
                }
            }
        }
        return separate ? 0 : format;
    }

    private static void skipScaling(BitReader bits, int size) {
        long last = 8;
        for (int i = 0; i < size && !bits.overrun(); i++) {
            long next = last + bits.signed() & 0xff;
            if (next == 0) {
                return;
            }
            last = next;
        }
    }

    /** How frames are numbered and ordered. */
    private static void skipOrder(BitReader bits) {
        bits.unsigned();
        long orderType = bits.unsigned();
        if (orderType == 0) {
            bits.unsigned();
        } else if (orderType == 1) {
            bits.skip(1);
            bits.signed();
            bits.signed();
            long references = Math.min(bits.unsigned(), MAX_REFERENCES_IN_CYCLE);
            for (long i = 0; i < references && !bits.overrun(); i++) {
                bits.signed();
            }
        }
    }
}
