package io.headrace.models.runner;

import io.headrace.trickle.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Time that passes when a test says so. */
public final class ManualClock implements InstantSource, Ticker {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public long nanos() {
        return Duration.between(Instant.EPOCH, now.get()).toNanos();
    }

    public void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    public void passMs(long ms) {
        pass(Duration.ofMillis(ms));
    }
}
