package io.headrace.media.ts;

/** The numbers of a transport stream that muxer and demuxer share (ISO/IEC 13818-1 section 2.4). */
final class TsFormat {

    static final int PACKET = 188;
    static final int PACKET_HEADER = 4;
    static final byte SYNC = 0x47;

    static final int PAT_PID = 0;

    static final int TABLE_PAT = 0;
    static final int TABLE_PMT = 2;
    /** A section's table id and length. */
    static final int SECTION_HEADER = 3;

    static final int CHECKSUM = 4;

    static final int STREAM_H264 = 0x1b;
    static final int STREAM_HEVC = 0x24;
    static final int STREAM_ADTS = 0x0f;
    /** Private data; its registration descriptor says what it is. */
    static final int STREAM_PRIVATE = 0x06;

    static final int REGISTRATION_DESCRIPTOR = 0x05;
    /** "Opus", as libavformat writes it too. */
    static final int OPUS_REGISTRATION = 0x4f707573;

    static final int PRIVATE_STREAM_ID = 0xbd;
    static final int PADDING_STREAM_ID = 0xbe;

    /** Start code, stream id and length of a PES packet. */
    static final int PES_START = 6;
    /** As far as the length of the optional fields. */
    static final int PES_HEADER = 9;

    static final int TIME_BYTES = 5;
    static final int TIME_BITS = 33;
    static final long TIME_MASK = (1L << TIME_BITS) - 1;

    private TsFormat() {}
}
