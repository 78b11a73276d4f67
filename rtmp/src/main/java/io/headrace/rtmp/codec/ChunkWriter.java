package io.headrace.rtmp.codec;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Cuts messages into chunks: each message begins with a full header, which costs a few bytes and needs no memory of
 * the last one. One thread at a time.
 */
public final class ChunkWriter {
    private static final int IN_FOUR_MORE_BYTES = 0xff_ffff;

    private final DataOutputStream out;
    private int chunkBytes = 128;

    public ChunkWriter(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    /** Tells the peer a new chunk size and uses it for all that follows. */
    public void setChunkSize(int bytes) throws IOException {
        write(
                2,
                new Message(Message.SET_CHUNK_SIZE, 0, 0, ByteBuffer.allocate(4).putInt(0, bytes)));
        chunkBytes = bytes;
    }

    /** @param chunkStream 2 to 63 */
    public void write(int chunkStream, Message message) throws IOException {
        boolean extended = Integer.compareUnsigned(message.timestamp(), IN_FOUR_MORE_BYTES) >= 0;
        var payload = message.payload().duplicate();
        out.writeByte(chunkStream);
        writeThreeBytes(extended ? IN_FOUR_MORE_BYTES : message.timestamp());
        writeThreeBytes(payload.remaining());
        out.writeByte(message.type());
        out.writeInt(Integer.reverseBytes(message.streamId()));
        writeTime(extended, message.timestamp());
        writePiece(payload);
        while (payload.hasRemaining()) {
            out.writeByte(0xc0 | chunkStream);
            writeTime(extended, message.timestamp());
            writePiece(payload);
        }
    }

    /** Sends what is still held back. */
    public void flush() throws IOException {
        out.flush();
    }

    private void writeTime(boolean extended, int timestamp) throws IOException {
        if (extended) {
            out.writeInt(timestamp);
        }
    }

    private void writePiece(ByteBuffer payload) throws IOException {
        var piece = new byte[Math.min(chunkBytes, payload.remaining())];
        payload.get(piece);
        out.write(piece);
    }

    private void writeThreeBytes(int value) throws IOException {
        out.writeByte(value >> 16);
        out.writeShort(value);
    }
}
