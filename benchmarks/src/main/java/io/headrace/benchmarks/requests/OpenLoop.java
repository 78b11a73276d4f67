package io.headrace.benchmarks.requests;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Requests that begin when they are due, whatever becomes of those before them. How long one took is counted from when it was
 * due, so that a server that stalls is not spared the requests that its stall held back.
 *
 * @param perSecond rate, above zero
 * @param mostUnderWay at once; one that is due beyond that is not sent and counts as failed
 */
record OpenLoop(int perSecond, Duration length, int mostUnderWay) {

    private static final long NANOS_IN_A_SECOND = 1_000_000_000;

    OpenLoop {
        if (perSecond < 1 || !length.isPositive() || mostUnderWay < 1) {
            throw new IllegalArgumentException(
                    "%d requests a second for %s, %d at once".formatted(perSecond, length, mostUnderWay));
        }
    }

    /** What is begun again and again. */
    @FunctionalInterface
    interface Call {
        void run() throws IOException, InterruptedException;
    }

    /**
     * How it went.
     *
     * @param delays of those that were answered
     * @param problem of the first that failed; empty when all were answered
     */
    record Findings(long due, long failed, Delays delays, String problem) {}

    /** Blocks until all that were begun are over. */
    Findings run(Call call) throws InterruptedException {
        var places = new Semaphore(mostUnderWay);
        var delays = new Delays();
        var failed = new AtomicLong();
        var problem = new AtomicReference<>("");
        long due = Math.multiplyExact(length.toSeconds(), perSecond);
        long begun = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long i = 0; i < due; i++) {
                long at = begun + i * NANOS_IN_A_SECOND / perSecond;
                Thread.sleep(Duration.ofNanos(Math.max(0, at - System.nanoTime())));
                if (!places.tryAcquire()) {
                    failed.incrementAndGet();
                    problem.compareAndSet("", mostUnderWay + " were under way");
                    continue;
                }
                threads.execute(() -> {
                    try {
                        call.run();
                        delays.add(System.nanoTime() - at);
                    } catch (IOException refused) {
                        failed.incrementAndGet();
                        problem.compareAndSet("", String.valueOf(refused.getMessage()));
                    } catch (InterruptedException ending) {
                        Thread.currentThread().interrupt();
                    } finally {
                        places.release();
                    }
                });
            }
        }
        return new Findings(due, failed.get(), delays, problem.get());
    }
}
