package io.headrace.media.codec;

import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;
import java.util.Locale;

/** The sequence parameter set of HEVC (H.265 section 7.3.2.2), read as far as the size of the picture. */
final class HevcSequence {

    private static final int CHROMA_420 = 1;
    private static final int CHROMA_422 = 2;
    private static final int CHROMA_444 = 3;
    private static final int CONSTRAINT_BYTES = 6;
    private static final int MAX_SUB_LAYERS = 8;
    private static final int SUB_LAYER_PROFILE_BITS = 88;
    private static final String[] PROFILE_SPACES = {"", "A", "B", "C"};

    private HevcSequence() {}

    static SequenceFormat parse(ByteBuffer unit) {
        var bits = new BitReader(unit);
        bits.skip(16 + 4);
        int subLayers = (int) bits.bits(3);
        bits.skip(1);
        String tag = tag(bits);
        skipSubLayers(bits, subLayers);
        bits.unsigned();
        long chroma = bits.unsigned();
        boolean separate = chroma == CHROMA_444 && bits.flag();
        long width = bits.unsigned();
        long height = bits.unsigned();
        if (bits.flag()) {
            int columns = !separate && (chroma == CHROMA_420 || chroma == CHROMA_422) ? 2 : 1;
            int rows = chroma == CHROMA_420 ? 2 : 1;
            width -= columns * (bits.unsigned() + bits.unsigned());
            height -= rows * (bits.unsigned() + bits.unsigned());
        }
        return PictureSize.checked(VideoCodec.HEVC, bits, width, height, tag);
    }

    /** As ISO/IEC 14496-15 annex E.3 writes profile, compatibility, tier, level and constraints. */
    private static String tag(BitReader bits) {
        String space = PROFILE_SPACES[(int) bits.bits(2)];
        String tier = bits.flag() ? "H" : "L";
        long profile = bits.bits(5);
        int compatibility = Integer.reverse((int) bits.bits(32));
        int[] constraints = new int[CONSTRAINT_BYTES];
        int used = 0;
        for (int i = 0; i < CONSTRAINT_BYTES; i++) {
            constraints[i] = (int) bits.bits(8);
            used = constraints[i] == 0 ? used : i + 1;
        }
        long level = bits.bits(8);
        var tag = new StringBuilder("hvc1.").append(space).append(profile);
        tag.append('.')
                .append(Integer.toHexString(compatibility))
                .append('.')
                .append(tier)
                .append(level);
        for (int i = 0; i < used; i++) {
            tag.append('.').append(Integer.toHexString(constraints[i]).toUpperCase(Locale.ROOT));
        }
        return tag.toString();
    }

    private static void skipSubLayers(BitReader bits, int subLayers) {
        boolean[] profile = new boolean[MAX_SUB_LAYERS];
        boolean[] level = new boolean[MAX_SUB_LAYERS];
        for (int i = 0; i < subLayers; i++) {
            profile[i] = bits.flag();
            level[i] = bits.flag();
        }
        bits.skip(subLayers == 0 ? 0 : 2 * (MAX_SUB_LAYERS - subLayers));
        for (int i = 0; i < subLayers; i++) {
            bits.skip((profile[i] ? SUB_LAYER_PROFILE_BITS : 0) + (level[i] ? Byte.SIZE : 0));
        }
    }
}
