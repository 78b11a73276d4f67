package io.headrace.media.ts;

import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/**
 * Cuts a stream of bytes, in pieces of any size, into packets. After bytes that are no packet it looks for a sync byte
 * with another one packet later. Holds at most one window of bytes.
 */
final class PacketReader {

    private static final int WINDOW_PACKETS = 64;

    private final byte[] window = new byte[WINDOW_PACKETS * TsFormat.PACKET];
    private int length;
    private boolean synced = true;
    private long skippedBytes;

    /** Where the packets stand that {@link #read} announces. */
    byte[] array() {
        return window;
    }

    /** Bytes that belonged to no packet. */
    long skippedBytes() {
        return skippedBytes;
    }

    /**
     * Reads the buffer to its end.
     *
     * @param packet takes the position in {@link #array} of each whole packet
     */
    void read(ByteBuffer bytes, IntConsumer packet) {
        while (bytes.hasRemaining()) {
            int count = Math.min(bytes.remaining(), window.length - length);
            bytes.get(window, length, count);
            length += count;
            drain(packet);
        }
    }

    /** Forgets a packet that did not become whole. */
    void reset() {
        skippedBytes += length;
        length = 0;
        synced = true;
    }

    private void drain(IntConsumer packet) {
        int at = 0;
        while (at + TsFormat.PACKET <= length) {
            if (synced && window[at] == TsFormat.SYNC) {
                packet.accept(at);
                at += TsFormat.PACKET;
                continue;
            }
            synced = false;
            int found = sync(at);
            skippedBytes += found - at;
            at = found;
            if (at + TsFormat.PACKET >= length) {
                break;
            }
            synced = true;
        }
        System.arraycopy(window, at, window, 0, length - at);
        length -= at;
    }

    /** The first place that may begin a packet: its sync byte stands there, and the next one's where it can be seen. */
    private int sync(int from) {
        int at = from;
        while (at < length
                && (window[at] != TsFormat.SYNC
                        || (at + TsFormat.PACKET < length && window[at + TsFormat.PACKET] != TsFormat.SYNC))) {
            at++;
        }
        return at;
    }
}
