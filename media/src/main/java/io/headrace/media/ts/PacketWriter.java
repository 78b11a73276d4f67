package io.headrace.media.ts;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Writes the packets of one PID and counts them.
 *
 * <pre>
 * packet            0x47 · error, start, priority (3) · PID (13) · scrambling (2) · adaptation, payload (2) · counter (4)
 * adaptation field  length (8) · flags (8) · clock (48) · stuffing 0xff
 * </pre>
 */
final class PacketWriter {

    private static final int PAYLOAD = TsFormat.PACKET - TsFormat.PACKET_HEADER;
    private static final int UNIT_START = 0x40;
    private static final int HAS_PAYLOAD = 0x10;
    private static final int HAS_ADAPTATION = 0x20;
    private static final int COUNTER_MASK = 0x0f;
    private static final int CLOCK_FLAG = 0x10;
    private static final int RANDOM_ACCESS_FLAG = 0x40;
    /** Length, flags and clock. */
    private static final int CLOCK_FIELD = 8;

    private static final int CLOCK_BYTES = 6;
    /** Six bits of ones, and nine of the finer clock, which is not used. */
    private static final long CLOCK_RESERVED = 0x7e00;

    private static final byte STUFFING = (byte) 0xff;

    private final int pid;
    private int counter;

    PacketWriter(int pid) {
        this.pid = pid;
    }

    /**
     * What stands in front of a picture.
     *
     * @param ticks of the program's clock, 33 bits
     * @param randomAccess whether decoding can begin here
     */
    record Clock(long ticks, boolean randomAccess) {}

    /** A table section in one packet: it stands behind a pointer of 0, and stuffing stands behind it. */
    void section(byte[] section, TsBuffer out) {
        int at = out.addPacket();
        byte[] bytes = out.array();
        int payload = header(bytes, at, UNIT_START, 0);
        bytes[payload] = 0;
        System.arraycopy(section, 0, bytes, payload + 1, section.length);
        Arrays.fill(bytes, payload + 1 + section.length, at + TsFormat.PACKET, STUFFING);
    }

    /** A unit with the clock in front. Reads both buffers to their ends. */
    void unit(Clock clock, ByteBuffer head, ByteBuffer body, TsBuffer out) {
        int at = packet(UNIT_START, CLOCK_FIELD, head, body, out) + TsFormat.PACKET_HEADER;
        byte[] bytes = out.array();
        bytes[at + 1] = (byte) (CLOCK_FLAG | (clock.randomAccess ? RANDOM_ACCESS_FLAG : 0));
        long field = clock.ticks << 15 | CLOCK_RESERVED;
        for (int i = 0; i < CLOCK_BYTES; i++) {
            bytes[at + 2 + i] = (byte) (field >> (Byte.SIZE * (CLOCK_BYTES - 1 - i)));
        }
        rest(head, body, out);
    }

    void unit(ByteBuffer head, ByteBuffer body, TsBuffer out) {
        packet(UNIT_START, 0, head, body, out);
        rest(head, body, out);
    }

    private void rest(ByteBuffer head, ByteBuffer body, TsBuffer out) {
        while (body.hasRemaining()) {
            packet(0, 0, head, body, out);
        }
    }

    /** One packet of what is left, stuffed to its full length. */
    private int packet(int start, int neededAdaptation, ByteBuffer head, ByteBuffer body, TsBuffer out) {
        int left = head.remaining() + body.remaining();
        int adaptation = Math.max(neededAdaptation, PAYLOAD - left);
        int at = out.addPacket();
        byte[] bytes = out.array();
        int payload = header(bytes, at, start, adaptation);
        int end = at + TsFormat.PACKET;
        int ofHead = Math.min(head.remaining(), end - payload);
        head.get(bytes, payload, ofHead);
        body.get(bytes, payload + ofHead, end - payload - ofHead);
        return at;
    }

    /** Writes header and adaptation field, the latter full of stuffing; says where the payload begins. */
    private int header(byte[] bytes, int at, int start, int adaptation) {
        bytes[at] = TsFormat.SYNC;
        bytes[at + 1] = (byte) (start | pid >> 8);
        bytes[at + 2] = (byte) pid;
        bytes[at + 3] = (byte) (HAS_PAYLOAD | (adaptation > 0 ? HAS_ADAPTATION : 0) | counter);
        counter = counter + 1 & COUNTER_MASK;
        int field = at + TsFormat.PACKET_HEADER;
        if (adaptation > 0) {
            bytes[field] = (byte) (adaptation - 1);
        }
        if (adaptation > 1) {
            bytes[field + 1] = 0;
            Arrays.fill(bytes, field + 2, field + adaptation, STUFFING);
        }
        return field + adaptation;
    }
}
