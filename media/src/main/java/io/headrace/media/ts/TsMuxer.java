package io.headrace.media.ts;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.VideoCodec;
import io.headrace.media.codec.NalCursor;
import io.headrace.media.codec.NalKind;
import io.headrace.media.codec.OpusHeader;
import java.nio.ByteBuffer;

/**
 * Writes access units as the packets of one transport stream (ISO/IEC 13818-1). Each access unit is one PES packet,
 * with its length where 16 bits hold it, so that a reader has the unit when its last byte is there. A larger picture
 * has the length 0 and ends where the next PES packet begins: an empty one follows at once, with the picture's times, for
 * there are readers that give up at a packet without a time. A picture without an access unit delimiter gets one:
 * players want it.
 *
 * <p>{@link #begin} writes the tables and belongs in front of each segment. Continuity counters run on over segments,
 * so that segments of one muxer can be joined byte by byte; times are written modulo 2³³.
 *
 * <p>The clock (PCR) stands on each picture, or on each sound where there are no pictures, and lies {@link #CLOCK_LEAD_TICKS} before its decoding time: a decoder that
 * plays by the clock has that long for a keyframe to arrive and for sound written a little later than it is heard;
 * no reader has to wait for it. Pictures further apart than 0.1 s leave the clock sparser than the standard asks.
 *
 * <p>For one thread.
 */
public final class TsMuxer {

    /** 0.2 s. */
    public static final int CLOCK_LEAD_TICKS = 18_000;

    /** Of one unit of sound: neither codec has a larger one. */
    public static final int MAX_SOUND_BYTES = OpusHeader.MAX_PACKET_BYTES;

    private static final int VIDEO_STREAM_ID = 0xe0;
    private static final int AAC_STREAM_ID = 0xc0;
    private static final int MAX_PES_LENGTH = 0xffff;
    private static final int VERSIONS = 32;

    private static final byte[] H264_DELIMITER = {0, 0, 0, 1, 9, (byte) 0xf0};
    private static final byte[] HEVC_DELIMITER = {0, 0, 0, 1, 0x46, 1, 0x50};
    private static final byte[] NOTHING = {};

    private final PacketWriter tables = new PacketWriter(TsFormat.PAT_PID);
    private final PacketWriter streamTables = new PacketWriter(Tables.PMT_PID);
    private final PacketWriter pictures = new PacketWriter(Tables.VIDEO_PID);
    private final PacketWriter sounds = new PacketWriter(Tables.SOUND_PID);
    private final ByteBuffer head = ByteBuffer.allocate(
            TsFormat.PES_HEADER + 2 * TsFormat.TIME_BYTES + OpusControl.bytesFor(OpusHeader.MAX_PACKET_BYTES));

    private TsStreams streams;
    private int version;

    /**
     * @param streams of the first segment
     */
    public TsMuxer(TsStreams streams) {
        this.streams = streams;
    }

    /** Writes the tables of what follows; other streams than before count as a new version of them. */
    public void begin(TsStreams next, TsBuffer out) {
        if (!next.equals(streams)) {
            version = (version + 1) % VERSIONS;
            streams = next;
        }
        tables.section(Tables.programs(), out);
        streamTables.section(Tables.streams(streams, version), out);
    }

    /**
     * Writes one unit; the caller interleaves pictures and sound by their decoding times.
     *
     * @throws IllegalArgumentException for a unit that the tables do not announce, or sound that no stream has
     */
    public void write(AccessUnit unit, TsBuffer out) {
        switch (unit) {
            case Picture picture -> write(picture, out);
            case Sound sound -> write(sound, out);
        }
    }

    private void write(Picture picture, TsBuffer out) {
        if (streams.video().filter(picture.codec()::equals).isEmpty()) {
            throw new IllegalArgumentException("A picture in " + picture.codec() + " in a stream of " + streams);
        }
        ByteBuffer body = picture.bytes().asByteBuffer();
        byte[] delimiter = missingDelimiter(picture);
        int bytes = delimiter.length + body.remaining();
        header(VIDEO_STREAM_ID, picture, bytes);
        head.put(delimiter).flip();
        pictures.unit(clock(picture, picture.keyframe()), head, body, out);
        if (pesLength(picture, bytes) > MAX_PES_LENGTH) {
            header(VIDEO_STREAM_ID, picture, 0);
            pictures.unit(head.flip(), ByteBuffer.wrap(NOTHING), out);
        }
    }

    private void write(Sound sound, TsBuffer out) {
        if (streams.sound().filter(sound.codec()::equals).isEmpty()) {
            throw new IllegalArgumentException("Sound in " + sound.codec() + " in a stream of " + streams);
        }
        ByteBuffer body = sound.bytes().asByteBuffer();
        if (body.remaining() > MAX_SOUND_BYTES) {
            throw new IllegalArgumentException(
                    "A unit of sound of " + body.remaining() + " bytes; at most " + MAX_SOUND_BYTES + " are taken");
        }
        switch (sound.codec()) {
            case AAC -> header(AAC_STREAM_ID, sound, body.remaining());
            case OPUS -> {
                header(TsFormat.PRIVATE_STREAM_ID, sound, OpusControl.bytesFor(body.remaining()) + body.remaining());
                OpusControl.write(body.remaining(), head);
            }
        }
        if (streams.video().isPresent()) {
            sounds.unit(head.flip(), body, out);
        } else {
            sounds.unit(clock(sound, true), head.flip(), body, out);
        }
    }

    private static PacketWriter.Clock clock(AccessUnit unit, boolean randomAccess) {
        return new PacketWriter.Clock(unit.decoding().ticks() - CLOCK_LEAD_TICKS & TsFormat.TIME_MASK, randomAccess);
    }

    private static boolean reordered(AccessUnit unit) {
        return !unit.decoding().equals(unit.presentation());
    }

    private static int pesLength(AccessUnit unit, int bytes) {
        int timeBytes = TsFormat.TIME_BYTES * (reordered(unit) ? 2 : 1);
        return TsFormat.PES_HEADER - TsFormat.PES_START + timeBytes + bytes;
    }

    private void header(int streamId, AccessUnit unit, int bytes) {
        boolean reordered = reordered(unit);
        int timeBytes = TsFormat.TIME_BYTES * (reordered ? 2 : 1);
        int length = pesLength(unit, bytes);
        head.clear().putInt(0x100 | streamId);
        head.putShort((short) (length > MAX_PES_LENGTH ? 0 : length));
        head.put((byte) 0x84).put((byte) (reordered ? 0xc0 : 0x80)).put((byte) timeBytes);
        time(reordered ? 3 : 2, unit.presentation().ticks());
        if (reordered) {
            time(1, unit.decoding().ticks());
        }
    }

    private void time(int prefix, long ticks) {
        long time = ticks & TsFormat.TIME_MASK;
        head.put((byte) (prefix << 4 | (time >> 29 & 0xe) | 1));
        head.putShort((short) ((time >> 14 & 0xfffe) | 1));
        head.putShort((short) ((time << 1 & 0xfffe) | 1));
    }

    private static byte[] missingDelimiter(Picture picture) {
        var cursor = new NalCursor(picture.bytes());
        if (cursor.next() && cursor.kind(picture.codec()) == NalKind.DELIMITER) {
            return NOTHING;
        }
        return picture.codec() == VideoCodec.HEVC ? HEVC_DELIMITER : H264_DELIMITER;
    }
}
