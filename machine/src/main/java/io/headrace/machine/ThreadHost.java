package io.headrace.machine;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Production: a virtual thread reads each mailbox until it is closed; one platform thread keeps the timers. */
public final class ThreadHost implements Host, AutoCloseable {

    private final InstantSource clock;
    private final RandomGenerator chance;
    private final ScheduledThreadPoolExecutor timers;

    /** @param chance is used by many threads at once, so it must allow that */
    public ThreadHost(InstantSource clock, RandomGenerator chance) {
        this.clock = clock;
        this.chance = chance;
        this.timers = (ScheduledThreadPoolExecutor) Executors.newScheduledThreadPool(
                1, Thread.ofPlatform().daemon().name("timers").factory());
        timers.setRemoveOnCancelPolicy(true);
        timers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    public Moment moment() {
        return new Moment(clock.instant(), chance);
    }

    @Override
    public <T> Mailbox<T> mailbox(String name, Consumer<T> reader) {
        var box = new QueuedMailbox<T>();
        Thread.ofVirtual().name(name).start(() -> box.readAll(reader));
        return box;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        var scheduled = timers.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /** Stops the timers, those too that are asked for later. Owners end by their machines, never by an interrupt, which would tear a write to a file. */
    @Override
    public void close() {
        timers.shutdownNow();
    }

    private static final class QueuedMailbox<T> implements Mailbox<T> {

        /** An empty letter is the last one. */
        private final LinkedBlockingQueue<Optional<T>> letters = new LinkedBlockingQueue<>();

        private volatile boolean closed;

        void readAll(Consumer<T> reader) {
            try {
                for (var letter = letters.take(); letter.isPresent(); letter = letters.take()) {
                    reader.accept(letter.get());
                }
            } catch (InterruptedException nobodyDoesThis) {
                throw new IllegalStateException(nobodyDoesThis);
            }
        }

        @Override
        public void put(T letter) {
            if (!closed) {
                letters.add(Optional.of(letter));
            }
        }

        @Override
        public int waiting() {
            return letters.size();
        }

        @Override
        public void close() {
            closed = true;
            letters.add(Optional.empty());
        }
    }
}
