package io.headrace.media.codec;

import io.headrace.media.VideoCodec;

/** What a NAL unit is for, told by its first byte (H.264 table 7-1, H.265 table 7-1). */
public enum NalKind {
    /** A slice of a picture from which decoding can begin: IDR in H.264, IRAP in HEVC. */
    KEY_SLICE,
    /** A slice of any other picture. */
    SLICE,
    SEQUENCE_PARAMETERS,
    /** Picture parameters, and HEVC's video parameters. */
    OTHER_PARAMETERS,
    /** Stands in front of everything else in its access unit. */
    DELIMITER,
    /** Supplementary information, filler, ends, and what is reserved. */
    OTHER;

    private static final int H264_TYPE = 0x1f;
    private static final int HEVC_TYPE = 0x3f;

    /**
     * @param firstByte of the unit's header, of which the low eight bits count
     * @throws IllegalArgumentException for a codec without NAL units
     */
    public static NalKind of(VideoCodec codec, int firstByte) {
        int type = type(codec, firstByte);
        return codec == VideoCodec.HEVC ? ofHevc(type) : ofH264(type);
    }

    /** The number of its type; of parameter sets, the lower is the first needed. */
    static int type(VideoCodec codec, int firstByte) {
        return switch (codec) {
            case H264 -> firstByte & H264_TYPE;
            case HEVC -> firstByte >> 1 & HEVC_TYPE;
            case VP8, VP9 -> throw new IllegalArgumentException(codec + " has no NAL units");
        };
    }

    public boolean isSlice() {
        return this == SLICE || this == KEY_SLICE;
    }

    public boolean isParameters() {
        return this == SEQUENCE_PARAMETERS || this == OTHER_PARAMETERS;
    }

    private static NalKind ofH264(int type) {
        return switch (type) {
            case 1, 2, 3, 4 -> SLICE;
            case 5 -> KEY_SLICE;
            case 7 -> SEQUENCE_PARAMETERS;
            case 8, 13 -> OTHER_PARAMETERS;
            case 9 -> DELIMITER;
            default -> OTHER;
        };
    }

    private static NalKind ofHevc(int type) {
        return switch (type) {
            case 16, 17, 18, 19, 20, 21, 22, 23 -> KEY_SLICE;
            case 33 -> SEQUENCE_PARAMETERS;
            case 32, 34 -> OTHER_PARAMETERS;
            case 35 -> DELIMITER;
            default -> type < 32 ? SLICE : OTHER;
        };
    }
}
