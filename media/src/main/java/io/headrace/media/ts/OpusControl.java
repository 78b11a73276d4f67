package io.headrace.media.ts;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * The header in front of each Opus packet in a transport stream, as the mapping of Opus into MPEG-TS and libavformat
 * have it.
 *
 * <pre>
 * 011 1111 1111 (11) · start trim, end trim, extension (3) · 00 · size: 0xff bytes, then one less · [trims (16 each)] · [length (8) · extension]
 * </pre>
 */
final class OpusControl {

    private static final int PREFIX = 0x7fe0;
    private static final int PREFIX_MASK = 0xffe0;
    private static final int START_TRIM = 0x10;
    private static final int END_TRIM = 0x08;
    private static final int EXTENSION = 0x04;
    private static final int TRIM_BYTES = 2;
    private static final int FULL = 0xff;

    private OpusControl() {}

    /** How long the header of such a packet is. */
    static int bytesFor(int packetBytes) {
        return 2 + packetBytes / FULL + 1;
    }

    static void write(int packetBytes, ByteBuffer out) {
        out.putShort((short) PREFIX);
        for (int left = packetBytes; left >= FULL; left -= FULL) {
            out.put((byte) FULL);
        }
        out.put((byte) (packetBytes % FULL));
    }

    /**
     * Reads a header to its end. What is trimmed is for a player's ears: the packet is decoded all the same.
     *
     * @return the size of the packet behind it; nothing if no header stands there whole
     */
    static OptionalInt read(ByteBuffer payload) {
        if (payload.remaining() < 3) {
            return OptionalInt.empty();
        }
        int flags = payload.getShort() & 0xffff;
        int size = 0;
        int next = FULL;
        while (next == FULL && payload.hasRemaining()) {
            next = payload.get() & 0xff;
            size += next;
        }
        boolean whole = (flags & PREFIX_MASK) == PREFIX
                && next != FULL
                && skip(payload, (flags & START_TRIM) == 0 ? 0 : TRIM_BYTES)
                && skip(payload, (flags & END_TRIM) == 0 ? 0 : TRIM_BYTES)
                && ((flags & EXTENSION) == 0 || (payload.hasRemaining() && skip(payload, payload.get() & 0xff)));
        return whole ? OptionalInt.of(size) : OptionalInt.empty();
    }

    private static boolean skip(ByteBuffer payload, int count) {
        boolean there = count <= payload.remaining();
        payload.position(payload.position() + (there ? count : 0));
        return there;
    }
}
