package io.headrace.orchestrator.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.media.MediaBytes;
import io.headrace.orchestrator.unit.SourceMemory;
import io.headrace.wire.batch.file.PictureHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Bytes of which nobody knows beforehand how many they are, in the pieces in which they came: nothing is copied when they
 * grow. One thread writes, then others may read.
 */
final class HeldBytes extends OutputStream implements SoundProbe.Sound {

    private static final int FIRST_PIECE = 4 * 1024;
    private static final int PIECE = 64 * 1024;

    private final SourceMemory.Lease lease;
    private final long limit;
    private final List<byte[]> pieces = new ArrayList<>();
    private long length;

    /** So much is free in the last piece. */
    private int room;

    /** @param limit more are refused with {@link OverLimitException} */
    HeldBytes(SourceMemory.Lease lease, long limit) {
        this.lease = lease;
        this.limit = limit;
    }

    /** All that is left of a stream. */
    static HeldBytes read(InputStream stream, SourceMemory.Lease lease, long limit) throws IOException {
        var held = new HeldBytes(lease, limit);
        stream.transferTo(held);
        return held;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        if (length + count > limit) {
            throw new OverLimitException(OverLimitException.Limit.SIZE, limit);
        }
        int taken = 0;
        while (taken < count) {
            if (room == 0) {
                pieces.add(newPiece());
                room = pieces.getLast().length;
            }
            int next = Math.min(count - taken, room);
            var last = pieces.getLast();
            System.arraycopy(bytes, from + taken, last, last.length - room, next);
            taken += next;
            length += next;
            room -= next;
        }
    }

    /** As large as all before it: most of what comes is a small document. */
    private byte[] newPiece() throws OverLimitException {
        int size = Math.clamp(length, FIRST_PIECE, PIECE);
        if (!lease.grow(size)) {
            throw new OverLimitException(OverLimitException.Limit.MEMORY, limit);
        }
        return new byte[size];
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public ByteBuffer beginning() {
        return ByteBuffer.wrap(first(Math.min(length, PictureHeader.BYTES_TO_READ)));
    }

    /** All of them, in one array. */
    MediaBytes whole() {
        return MediaBytes.owning(first(length));
    }

    String text() {
        return new String(first(length), UTF_8);
    }

    private byte[] first(long count) {
        byte[] bytes = new byte[Math.toIntExact(count)];
        int at = 0;
        for (byte[] piece : pieces) {
            int next = Math.min(piece.length, bytes.length - at);
            System.arraycopy(piece, 0, bytes, at, next);
            at += next;
        }
        return bytes;
    }

    @Override
    public InputStream open() {
        var streams = new ArrayList<InputStream>();
        long left = length;
        for (byte[] piece : pieces) {
            int count = (int) Math.min(piece.length, left);
            streams.add(new ByteArrayInputStream(piece, 0, count));
            left -= count;
        }
        return new SequenceInputStream(Collections.enumeration(streams));
    }
}
