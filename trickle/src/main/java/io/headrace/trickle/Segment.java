package io.headrace.trickle;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An append-only piece of a channel. Fresh (no bytes, open) → active (bytes, open) → closed; a closed one that left the
 * ring may still be read, and is dropped when its last reader is done or its bytes are needed elsewhere.
 *
 * <p>Readers look at {@link #bytes} and {@link #state} without a lock. Whoever changes them rings the bells afterwards.
 */
final class Segment {
    enum State {
        OPEN,
        CLOSED,
        DROPPED
    }

    private final long seq;
    private final long limitBytes;
    private final ByteAccount account;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<SegmentReader> readers = ConcurrentHashMap.newKeySet();
    private final Set<SegmentWriter> writers = ConcurrentHashMap.newKeySet();
    private volatile SegmentBytes bytes = SegmentBytes.NONE;
    private volatile State state = State.OPEN;
    private boolean outOfRing;
    private boolean settled;

    Segment(long seq, long limitBytes, ByteAccount account) {
        this.seq = seq;
        this.limitBytes = limitBytes;
        this.account = account;
    }

    long seq() {
        return seq;
    }

    SegmentBytes bytes() {
        return bytes;
    }

    State state() {
        return state;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    void attach(SegmentWriter writer) {
        writers.add(writer);
    }

    void detach(SegmentWriter writer) {
        writers.remove(writer);
    }

    void attach(SegmentReader reader) {
        readers.add(reader);
    }

    void detach(SegmentReader reader) {
        lock.lock();
        try {
            readers.remove(reader);
            settleIfUnused();
        } finally {
            lock.unlock();
        }
    }

    boolean isRead() {
        return !readers.isEmpty();
    }

    Appended append(ByteBuffer chunk) {
        lock.lock();
        try {
            if (state != State.OPEN) {
                return Appended.CLOSED;
            }
            if (bytes.length() + chunk.remaining() > limitBytes) {
                return Appended.TOO_LARGE;
            }
            int newPage = bytes.lackingPage(chunk.remaining());
            if (!account.take(newPage)) {
                return Appended.NO_ROOM;
            }
            bytes = bytes.plus(chunk, newPage);
        } finally {
            lock.unlock();
        }
        readers.forEach(SegmentReader::ring);
        return Appended.TAKEN;
    }

    void close() {
        end(State.CLOSED);
    }

    /** The ring has no place for it any more. */
    void leaveRing() {
        end(State.CLOSED);
        lock.lock();
        try {
            outOfRing = true;
            settleIfUnused();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the bytes away from readers that are still at them. */
    void drop() {
        end(State.DROPPED);
        lock.lock();
        try {
            settle();
        } finally {
            lock.unlock();
        }
    }

    private void end(State end) {
        lock.lock();
        try {
            if (state.compareTo(end) >= 0) {
                return;
            }
            state = end;
        } finally {
            lock.unlock();
        }
        readers.forEach(SegmentReader::ring);
        writers.forEach(SegmentWriter::segmentEnded);
    }

    private void settleIfUnused() {
        if (outOfRing && readers.isEmpty()) {
            settle();
        }
    }

    private void settle() {
        if (!settled) {
            settled = true;
            account.giveBack(bytes.capacity());
        }
    }
}
