package io.headrace.gateway.byoc.stream;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives the lines of a stream's data to whoever reads along, from when they come. A reader that is a thousand lines, or
 * four million characters, behind loses its place. Any thread; giving never blocks.
 */
final class DataFan {

    private static final int MAX_READERS = 100;
    private static final int MAX_WAITING = 1_000;

    /** Of lines that wait for a reader, the next included. */
    private static final int MAX_WAITING_CHARS = 4 << 20;

    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    /** What comes next for a reader. */
    sealed interface Next {
        record Line(String text) implements Next {}

        /** Nothing for a while. */
        record Quiet() implements Next {}

        record Over() implements Next {}
    }

    /** Empty when as many read along as may. */
    Optional<Reader> join() {
        var reader = new Reader();
        synchronized (readers) {
            if (readers.size() >= MAX_READERS) {
                return Optional.empty();
            }
            readers.add(reader);
        }
        if (over) {
            reader.ended = true;
        }
        return Optional.of(reader);
    }

    void line(String text) {
        readers.forEach(reader -> {
            if (!reader.offer(text)) {
                reader.close();
            }
        });
    }

    void end() {
        over = true;
        readers.forEach(reader -> reader.ended = true);
    }

    /** One that reads along, on a thread of its own. */
    final class Reader implements AutoCloseable {
        private static final long BEAT_MS = 500;

        private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(MAX_WAITING);
        private final AtomicInteger waitingChars = new AtomicInteger();
        private volatile boolean ended;

        private boolean offer(String text) {
            return waitingChars.addAndGet(text.length()) <= MAX_WAITING_CHARS && lines.offer(text);
        }

        /** Waits for a moment. */
        Next next() throws InterruptedException {
            boolean last = ended;
            var line = Optional.ofNullable(lines.poll(last ? 0 : BEAT_MS, TimeUnit.MILLISECONDS));
            line.ifPresent(text -> waitingChars.addAndGet(-text.length()));
            return line.<Next>map(Next.Line::new).orElseGet(() -> last ? new Next.Over() : new Next.Quiet());
        }

        @Override
        public void close() {
            ended = true;
            readers.remove(this);
        }
    }
}
