package io.headrace.media.codec;

import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The sequence parameter set of H.264 (section 7.3.2.1.1), read as far as the size of the picture, and on request what
 * it says of the order of pictures (section E.1.1).
 */
final class H264Sequence {

    private static final int MACROBLOCK = 16;
    /** Profiles whose sets speak of chroma, depth and scaling. */
    private static final Set<Integer> HIGH = Set.of(100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135);

    private static final int CHROMA_420 = 1;
    private static final int CHROMA_422 = 2;
    private static final int CHROMA_444 = 3;
    private static final int MAX_REFERENCES_IN_CYCLE = 255;
    private static final int BASELINE = 66;
    private static final int MAIN = 77;
    /** Said of Main, that it is Baseline as well. */
    private static final int BASELINE_AS_WELL = 0x80;
    /** Said of Main, Extended and High, that there are no slices predicted from two sides. */
    private static final int NO_BIDIRECTIONAL = 0x04;

    private static final Set<Integer> SAYING_SO = Set.of(MAIN, 88, 100);
    /** The type of order in which pictures are shown as they are decoded. */
    private static final long ORDER_OF_DECODING = 2;

    private final BitReader bits;
    private final int profile;
    private final int constraints;
    private final int level;
    private final long orderType;
    private long width;
    private long height;

    private H264Sequence(ByteBuffer unit) {
        bits = new BitReader(unit);
        bits.skip(8);
        profile = (int) bits.bits(8);
        constraints = (int) bits.bits(8);
        level = (int) bits.bits(8);
        bits.unsigned();
        int chroma = HIGH.contains(profile) ? chroma(bits) : CHROMA_420;
        orderType = order(bits);
        bits.unsigned();
        bits.skip(1);
        readSize(chroma);
    }

    static H264Sequence read(ByteBuffer unit) {
        return new H264Sequence(unit);
    }

    static SequenceFormat parse(ByteBuffer unit) {
        var sequence = read(unit);
        String tag =
                String.format(Locale.ROOT, "avc1.%02x%02x%02x", sequence.profile, sequence.constraints, sequence.level);
        return PictureSize.checked(VideoCodec.H264, sequence.bits, sequence.width, sequence.height, tag);
    }

    int profile() {
        return profile;
    }

    /** Whether the profile has no B-frames, or is constrained to have none (section 7.4.2.1.1). */
    boolean hasNoBidirectional() {
        return profile == BASELINE
                || (profile == MAIN && (constraints & BASELINE_AS_WELL) != 0)
                || (SAYING_SO.contains(profile) && (constraints & NO_BIDIRECTIONAL) != 0);
    }

    /**
     * How many pictures may come before one that is shown earlier, if the set says it. Reads on from the size: to be
     * asked once.
     */
    OptionalLong reorderedPictures() {
        OptionalLong said = bits.flag() ? H264Usability.reorderedPictures(bits) : OptionalLong.empty();
        if (said.isPresent() && !bits.overrun()) {
            return said;
        }
        return orderType == ORDER_OF_DECODING ? OptionalLong.of(0) : OptionalLong.empty();
    }

    private void readSize(int chroma) {
        width = (bits.unsigned() + 1) * MACROBLOCK;
        long mapUnits = bits.unsigned() + 1;
        boolean framesOnly = bits.flag();
        bits.skip(framesOnly ? 1 : 2);
        int fields = framesOnly ? 1 : 2;
        height = mapUnits * MACROBLOCK * fields;
        if (bits.flag()) {
            int columns = chroma == CHROMA_420 || chroma == CHROMA_422 ? 2 : 1;
            int rows = (chroma == CHROMA_420 ? 2 : 1) * fields;
            width -= columns * (bits.unsigned() + bits.unsigned());
            height -= rows * (bits.unsigned() + bits.unsigned());
        }
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

    /** How frames are numbered and ordered: the type of their order. */
    private static long order(BitReader bits) {
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
        return orderType;
    }
}
