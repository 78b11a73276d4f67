package io.headrace.media.ts;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A PES packet taken apart (section 2.4.3.6).
 *
 * <pre>
 * 00 00 01 · stream id (8) · length (16) · 10… (8) · has presentation, decoding time (2) … (6) · length of fields (8) · times · …
 * time     prefix (4) · 3 bits 1 · 15 bits 1 · 15 bits 1
 * </pre>
 *
 * @param presentation raw, 33 bits
 * @param decoding raw, 33 bits; the presentation time where none is given
 * @param payload a view of the packet's bytes
 */
record PesUnit(long presentation, long decoding, ByteBuffer payload) {

    private static final int SOUND_OR_VIDEO = 0xc0;
    private static final int LAST_SOUND_OR_VIDEO = 0xef;
    private static final int HAS_PRESENTATION = 0x80;
    private static final int HAS_BOTH = 0xc0;

    /** Nothing if it is no packet of pictures or sound, or has no time. */
    static Optional<PesUnit> parse(ByteBuffer packet) {
        if (packet.remaining() < TsFormat.PES_HEADER || packet.getInt(0) >>> Byte.SIZE != 1) {
            return Optional.empty();
        }
        int streamId = packet.get(3) & 0xff;
        int times = packet.get(7) & HAS_BOTH;
        int fieldBytes = packet.get(8) & 0xff;
        int needed = times == HAS_BOTH ? 2 * TsFormat.TIME_BYTES : TsFormat.TIME_BYTES;
        boolean media = (streamId == TsFormat.PRIVATE_STREAM_ID
                        || (streamId >= SOUND_OR_VIDEO && streamId <= LAST_SOUND_OR_VIDEO))
                && (packet.get(6) & 0xc0) == 0x80;
        int from = TsFormat.PES_HEADER + fieldBytes;
        if (!media || (times & HAS_PRESENTATION) == 0 || fieldBytes < needed || from >= packet.limit()) {
            return Optional.empty();
        }
        long presentation = time(packet, TsFormat.PES_HEADER);
        long decoding = times == HAS_BOTH ? time(packet, TsFormat.PES_HEADER + TsFormat.TIME_BYTES) : presentation;
        return Optional.of(new PesUnit(presentation, decoding, packet.slice(from, packet.limit() - from)));
    }

    /** Whether it carries nothing, and only says by its beginning that the packet before it has ended. */
    static boolean isEmpty(ByteBuffer packet) {
        boolean padding = packet.remaining() > 3 && (packet.get(3) & 0xff) == TsFormat.PADDING_STREAM_ID;
        return padding
                || (packet.remaining() >= TsFormat.PES_HEADER
                        && TsFormat.PES_HEADER + (packet.get(8) & 0xff) == packet.remaining());
    }

    private static long time(ByteBuffer packet, int at) {
        long high = packet.get(at) >> 1 & 7;
        long middle = packet.getShort(at + 1) >> 1 & 0x7fff;
        long low = packet.getShort(at + 3) >> 1 & 0x7fff;
        return high << 30 | middle << 15 | low;
    }
}
