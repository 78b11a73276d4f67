package io.headrace.orchestrator.ai;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An answer on its way from a worker's request to whoever waits for it: at most {@value #MOST_WAITING} bytes and what comes at
 * once wait in it. One thread puts, one reads; any thread may break it off or close it. What is put is read although it breaks
 * off afterwards; nothing is, once it is closed.
 */
final class AnswerPipe extends InputStream {

    private static final int MOST_WAITING = 256 * 1024;

    /** How it ended; its reader sees that behind what waits. */
    private sealed interface End {
        record Complete() implements End {}

        record BrokenOff(String sentence) implements End {}

        record Closed() implements End {}
    }

    private final long limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private long taken;
    private Optional<End> end = Optional.empty();
    private Runnable over = () -> {};

    /** @param limit in bytes of all of it; a larger one is broken off */
    AnswerPipe(long limit) {
        this.limit = limit;
    }

    /** Of an answer that nobody waits for any more. */
    static AnswerPipe closed() {
        var pipe = new AnswerPipe(0);
        pipe.close();
        return pipe;
    }

    /** @param action when nothing more is to be put, which may be now; must not block */
    void onOver(Runnable action) {
        lock.lock();
        try {
            over = action;
            if (end.isPresent()) {
                action.run();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return end.isPresent();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a copy of what is there; waits while too much waits.
     *
     * @return false when nothing more is to be put
     */
    boolean put(ByteBuffer bytes) {
        lock.lock();
        try {
            taken += bytes.remaining();
            if (taken > limit) {
                end(new End.BrokenOff("The worker's answer has more than " + limit + " bytes"));
            }
            while (end.isEmpty() && waitingBytes > MOST_WAITING) {
                changed.await();
            }
            if (end.isPresent()) {
                return false;
            }
            waiting.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
            waitingBytes += waiting.getLast().remaining();
            changed.signalAll();
            return true;
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
            end(new End.BrokenOff("The orchestrator is being closed"));
            return false;
        } finally {
            lock.unlock();
        }
    }

    void finish() {
        endBy(new End.Complete());
    }

    void breakOff(String sentence) {
        endBy(new End.BrokenOff(sentence));
    }

    @Override
    public void close() {
        endBy(new End.Closed());
    }

    private void endBy(End how) {
        lock.lock();
        try {
            end(how);
        } finally {
            lock.unlock();
        }
    }

    /** The first end counts, but that a closed one lets go of what still waits. */
    private void end(End how) {
        if (how instanceof End.Closed) {
            waiting.clear();
            waitingBytes = 0;
        }
        if (end.isEmpty() || how instanceof End.Closed) {
            end = Optional.of(how);
            changed.signalAll();
            over.run();
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            while (end.isEmpty() && waiting.isEmpty()) {
                changed.await();
            }
            return waiting.isEmpty() ? atEnd() : taken(into, offset, length);
        } catch (InterruptedException given) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Nobody reads the worker's answer any more");
        } finally {
            lock.unlock();
        }
    }

    private int atEnd() throws IOException {
        return switch (end.orElseThrow()) {
            case End.Complete() -> -1;
            case End.BrokenOff(var sentence) -> throw new IOException(sentence);
            case End.Closed() -> throw new IOException("The answer is closed");
        };
    }

    private int taken(byte[] into, int offset, int length) {
        var next = waiting.getFirst();
        int count = Math.min(length, next.remaining());
        next.get(into, offset, count);
        waitingBytes -= count;
        if (!next.hasRemaining()) {
            waiting.removeFirst();
        }
        changed.signalAll();
        return count;
    }
}
