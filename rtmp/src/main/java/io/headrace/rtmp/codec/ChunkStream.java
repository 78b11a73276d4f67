package io.headrace.rtmp.codec;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What is remembered of one chunk stream: the header that later chunks leave out, and the message under assembly. Its
 * buffer grows with what really arrives, not with what was announced.
 */
final class ChunkStream {
    private static final int FIRST_PIECE_BYTES = 32 * 1024;
    private static final byte[] NONE = {};

    private Header header = new Header(0, 0, 0);
    private boolean known;
    private boolean extended;
    private int timestamp;
    private int step;
    private boolean midMessage;
    private byte[] bytes = NONE;
    private int filled;

    /** The part of a header that stays until a chunk says otherwise. */
    record Header(int length, int type, int streamId) {}

    Header header() {
        return header;
    }

    /** Whether any header came yet. */
    boolean known() {
        return known;
    }

    /** Whether the last header had its time in four more bytes; chunks without a header repeat these. */
    boolean extended() {
        return extended;
    }

    boolean midMessage() {
        return midMessage;
    }

    /** What a chunk without a time of its own adds to the time of the message before it. */
    int step() {
        return step;
    }

    /**
     * Begins a message.
     *
     * @param absolute whether {@code time} is the message's time, or is added to that of the message before it
     */
    void begin(Header next, boolean absolute, int time, boolean inFourMoreBytes) {
        header = next;
        known = true;
        extended = inFourMoreBytes;
        timestamp = absolute ? time : timestamp + time;
        step = time;
        midMessage = true;
        bytes = new byte[Math.min(next.length(), FIRST_PIECE_BYTES)];
        filled = 0;
    }

    int filled() {
        return filled;
    }

    int missing() {
        return header.length() - filled;
    }

    void take(DataInputStream in, int count) throws IOException {
        if (filled + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(header.length(), Math.max(filled + count, 2 * bytes.length)));
        }
        in.readFully(bytes, filled, count);
        filled += count;
    }

    Message complete() {
        var message = new Message(header.type(), timestamp, header.streamId(), ByteBuffer.wrap(bytes, 0, filled));
        drop();
        return message;
    }

    void drop() {
        midMessage = false;
        bytes = NONE;
        filled = 0;
    }
}
