package io.headrace.media;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The one carrier of media: immutable and shared by reference, never copied on its way through a node. Whoever
 * makes one hands its array over and forgets it.
 */
public final class MediaBytes {

    public static final MediaBytes EMPTY = new MediaBytes(new byte[0]);

    private final byte[] bytes;

    private MediaBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array over; the caller must not touch it again. */
    public static MediaBytes owning(byte[] bytes) {
        return new MediaBytes(bytes);
    }

    /** Copies what remains in the buffer. */
    public static MediaBytes copyOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return new MediaBytes(bytes);
    }

    public static MediaBytes read(Path file) throws IOException {
        return new MediaBytes(Files.readAllBytes(file));
    }

    /** A read-only view of all bytes; each call gives one with a position of its own. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    public int length() {
        return bytes.length;
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }
}
