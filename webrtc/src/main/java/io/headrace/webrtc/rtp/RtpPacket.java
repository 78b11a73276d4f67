package io.headrace.webrtc.rtp;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One packet of media (RFC 3550 section 5.1), after it was opened. Immutable.
 *
 * @param sequence 16 bits, the next packet of a stream has the next one
 * @param timestamp 32 bits on the stream's own clock
 * @param payload without padding; empty in packets that only probe the way
 * @param transportNumber the packet's number among all of its sender's, where the two agreed on that extension
 */
public record RtpPacket(
        int payloadType,
        boolean marker,
        int sequence,
        int timestamp,
        int ssrc,
        ByteBuffer payload,
        OptionalInt transportNumber) {

    static final int HEADER = 12;

    /** Bytes by which a stamped packet is longer. */
    public static final int STAMP = 8;

    private static final int STAMP_LENGTH = 3;
    private static final int WITH_EXTENSIONS = 0x10;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private static final int VERSION = 2;
    private static final int ONE_BYTE_EXTENSIONS = 0xBEDE;
    private static final int LAST_EXTENSION = 15;

    public RtpPacket {
        payload = payload.asReadOnlyBuffer();
    }

    /** @return of its own, from the beginning */
    @Override
    public ByteBuffer payload() {
        return payload.duplicate();
    }

    /**
     * Reads a packet; the bytes are copied.
     *
     * @param transportExtension under which id the transport-wide number comes; 0 when it does not
     * @return empty when the packet is damaged
     */
    public static Optional<RtpPacket> parse(byte[] packet, int length, int transportExtension) {
        if (length < HEADER || (packet[0] & 0xff) >> 6 != VERSION) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(packet.clone(), 0, length);
        int header = HEADER + 4 * (packet[0] & 0x0f);
        var number = OptionalInt.empty();
        if ((packet[0] & 0x10) != 0) {
            if (length < header + 4) {
                return Optional.empty();
            }
            int extension = header + 4;
            header = extension + 4 * (in.getShort(header + 2) & 0xffff);
            if (header > length) {
                return Optional.empty();
            }
            if ((in.getShort(extension - 4) & 0xffff) == ONE_BYTE_EXTENSIONS) {
                number = extension(in.slice(extension, header - extension), transportExtension);
            }
        }
        int padding = (packet[0] & 0x20) != 0 ? in.get(length - 1) & 0xff : 0;
        if (header + padding > length) {
            return Optional.empty();
        }
        return Optional.of(new RtpPacket(
                in.get(1) & 0x7f,
                in.get(1) < 0,
                in.getShort(2) & 0xffff,
                in.getInt(4),
                in.getInt(8),
                in.slice(header, length - header - padding),
                number));
    }

    /** RFC 8285 section 4.2. */
    private static OptionalInt extension(ByteBuffer in, int wanted) {
        while (in.hasRemaining()) {
            int first = in.get() & 0xff;
            int id = first >> 4;
            int size = (first & 0x0f) + 1;
            if (first != 0) {
                if (id == LAST_EXTENSION || size > in.remaining()) {
                    return OptionalInt.empty();
                }
                if (id == wanted && size == 2) {
                    return OptionalInt.of(in.getShort() & 0xffff);
                }
                in.position(in.position() + size);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * The packet of which this is a retransmission (RFC 4588 section 4), with its own number and stream; empty for a probe.
     *
     * @param payloadType of the original
     */
    public Optional<RtpPacket> original(int payloadType, int ssrc) {
        if (payload.remaining() < 2) {
            return Optional.empty();
        }
        int number = payload.getShort(payload.position()) & 0xffff;
        return Optional.of(new RtpPacket(
                payloadType,
                marker,
                number,
                timestamp,
                ssrc,
                payload.slice(payload.position() + 2, payload.remaining() - 2),
                transportNumber));
    }

    /** The same as bytes, without the extension, with so many bytes to spare behind. */
    public byte[] bytes(int spare) {
        var out = ByteBuffer.allocate(HEADER + payload.remaining() + spare);
        out.put((byte) (VERSION << 6)).put((byte) ((marker ? 0x80 : 0) | payloadType));
        out.putShort((short) sequence).putInt(timestamp).putInt(ssrc).put(payload());
        return out.array();
    }

    /**
     * The same as bytes, and with the moment at which it leaves (abs-send-time), from which a viewer learns how the way is.
     *
     * @param extension the id under which it goes, 1 to 14
     * @param nowNanos of any monotonic clock
     */
    public byte[] stamped(int extension, long nowNanos, int spare) {
        byte[] plain = bytes(0);
        var out = ByteBuffer.allocate(plain.length + STAMP + spare).put(plain, 0, HEADER);
        out.putShort((short) ONE_BYTE_EXTENSIONS).putShort((short) 1);
        out.putInt((extension << 28) | (STAMP_LENGTH - 1) << 24 | sendTime(nowNanos));
        out.put(plain, HEADER, plain.length - HEADER);
        out.put(0, (byte) (plain[0] | WITH_EXTENSIONS));
        return out.array();
    }

    /** Seconds, six bits before the point and 18 behind it. */
    private static int sendTime(long nanos) {
        return (int) ((Math.floorMod(nanos, 64 * NANOS_PER_SECOND) << 18) / NANOS_PER_SECOND);
    }

    /**
     * This packet once more as a viewer knows it from its stream of repairs (RFC 4588 section 4).
     *
     * @param repairType payload type of that stream
     * @param repairSequence the next number in it
     */
    public RtpPacket repair(int repairType, int repairSequence, int repairSsrc) {
        var again = ByteBuffer.allocate(2 + payload.remaining()).putShort((short) sequence);
        again.put(payload()).flip();
        return new RtpPacket(repairType, marker, repairSequence, timestamp, repairSsrc, again, OptionalInt.empty());
    }

    /** How long {@link #bytes} is without what it has to spare. */
    public int length() {
        return HEADER + payload.remaining();
    }
}
