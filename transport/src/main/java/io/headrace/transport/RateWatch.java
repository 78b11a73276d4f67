package io.headrace.transport;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Fails a body that comes slower than the minimum rate. Only the time in which a reader waits for the peer counts; how
 * long the reader works on what it got does not.
 */
final class RateWatch {
    private static final long INTERVAL_MS = 250;

    private final ServerLimits limits;
    private final Scheduler scheduler;
    private final LongSupplier elapsed;
    private final Consumer<Throwable> failure;
    private Scheduler.Task next = () -> true;
    private long waitedNanos;
    private long waitingSince;
    private boolean waiting;
    private boolean ended;
    private long arrived;

    /** @param elapsed nanoseconds from an arbitrary origin, which never go backwards */
    RateWatch(ServerLimits limits, Scheduler scheduler, LongSupplier elapsed, Consumer<Throwable> failure) {
        this.limits = limits;
        this.scheduler = scheduler;
        this.elapsed = elapsed;
        this.failure = failure;
        schedule();
    }

    private void schedule() {
        if (limits.minimumRateBytesPerSecond() > 0) {
            next = scheduler.schedule(this::check, INTERVAL_MS, TimeUnit.MILLISECONDS);
        }
    }

    synchronized void waiting() {
        waiting = true;
        waitingSince = elapsed.getAsLong();
    }

    synchronized void arrived(int bytes) {
        arrived += bytes;
        waitedNanos = waitedUntilNow();
        waiting = false;
    }

    synchronized void end() {
        ended = true;
        next.cancel();
    }

    private void check() {
        if (tooSlow()) {
            failure.accept(new TransportException(
                    TransportException.Kind.TOO_SLOW,
                    "The body came slower than " + limits.minimumRateBytesPerSecond() + " bytes per second"));
        }
    }

    private synchronized boolean tooSlow() {
        if (ended) {
            return false;
        }
        long waited = waitedUntilNow() - limits.rateGrace().toNanos();
        double expected = waited / 1e9 * limits.minimumRateBytesPerSecond();
        if (waiting && waited > 0 && arrived < expected) {
            ended = true;
            return true;
        }
        schedule();
        return false;
    }

    private long waitedUntilNow() {
        return waitedNanos + (waiting ? elapsed.getAsLong() - waitingSince : 0);
    }
}
