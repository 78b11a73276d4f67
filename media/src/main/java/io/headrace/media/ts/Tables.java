package io.headrace.media.ts;

import io.headrace.media.SoundCodec;
import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;

/**
 * The two tables in front of a stream, each the one section of its PID.
 *
 * <pre>
 * section  table id (8) · 1011 (4) · length (12) · id (16) · 11 version (5) 1 · number (8) · last (8) · … · CRC (32)
 * PAT      … program (16) · 111 PID of its PMT (13)
 * PMT      … 111 PID of the clock (13) · 1111 length of descriptors (12) · per stream: type (8) · 111 PID (13) · 1111 length (12) · descriptors
 * </pre>
 */
final class Tables {

    static final int PMT_PID = 0x1000;
    static final int VIDEO_PID = 0x100;
    static final int SOUND_PID = 0x101;

    private static final int PROGRAM = 1;
    private static final int STREAM_ID = 1;
    private static final int AFTER_LENGTH = 5;
    private static final int PID_FLAGS = 0xe000;
    private static final int LENGTH_FLAGS = 0xf000;
    private static final int STREAM_ENTRY = 5;
    private static final byte[] NO_DESCRIPTORS = {};
    /** Its registration, and the extension that says: two channels. Each packet says it again. */
    private static final byte[] OPUS_DESCRIPTORS = {
        TsFormat.REGISTRATION_DESCRIPTOR, 4, 'O', 'p', 'u', 's', 0x7f, 2, (byte) 0x80, 2
    };

    private Tables() {}

    static byte[] programs() {
        ByteBuffer section = section(TsFormat.TABLE_PAT, STREAM_ID, 0, 4);
        section.putShort((short) PROGRAM).putShort((short) (PID_FLAGS | PMT_PID));
        return withChecksum(section);
    }

    /**
     * @param version counts changes, from 0 to 31
     */
    static byte[] streams(TsStreams streams, int version) {
        ByteBuffer entries = ByteBuffer.allocate(2 * STREAM_ENTRY + OPUS_DESCRIPTORS.length);
        streams.video()
                .map(codec -> codec == VideoCodec.HEVC ? TsFormat.STREAM_HEVC : TsFormat.STREAM_H264)
                .ifPresent(type -> entry(entries, type, VIDEO_PID, NO_DESCRIPTORS));
        streams.sound().ifPresent(codec -> sound(entries, codec));
        entries.flip();
        int clock = streams.video().isPresent() ? VIDEO_PID : SOUND_PID;
        ByteBuffer section = section(TsFormat.TABLE_PMT, PROGRAM, version, 4 + entries.remaining());
        section.putShort((short) (PID_FLAGS | clock)).putShort((short) LENGTH_FLAGS);
        return withChecksum(section.put(entries));
    }

    private static void sound(ByteBuffer entries, SoundCodec codec) {
        switch (codec) {
            case AAC -> entry(entries, TsFormat.STREAM_ADTS, SOUND_PID, NO_DESCRIPTORS);
            case OPUS -> entry(entries, TsFormat.STREAM_PRIVATE, SOUND_PID, OPUS_DESCRIPTORS);
        }
    }

    private static ByteBuffer section(int table, int id, int version, int bodyBytes) {
        int length = AFTER_LENGTH + bodyBytes + TsFormat.CHECKSUM;
        ByteBuffer section = ByteBuffer.allocate(TsFormat.SECTION_HEADER + length);
        section.put((byte) table).putShort((short) (0xb000 | length)).putShort((short) id);
        return section.put((byte) (0xc1 | version << 1)).put((byte) 0).put((byte) 0);
    }

    private static void entry(ByteBuffer entries, int type, int pid, byte[] descriptors) {
        entries.put((byte) type).putShort((short) (PID_FLAGS | pid));
        entries.putShort((short) (LENGTH_FLAGS | descriptors.length)).put(descriptors);
    }

    private static byte[] withChecksum(ByteBuffer section) {
        byte[] bytes = new byte[section.capacity()];
        int length = section.position();
        section.get(0, bytes, 0, length);
        ByteBuffer.wrap(bytes).putInt(length, Checksum.of(bytes, 0, length));
        return bytes;
    }
}
