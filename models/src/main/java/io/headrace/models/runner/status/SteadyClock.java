package io.headrace.models.runner.status;

import io.headrace.trickle.Ticker;
import java.time.Instant;
import java.time.InstantSource;

/** The time of day as it was at the start, and the time elapsed since: never goes back, whoever sets the host's clock. */
public final class SteadyClock implements InstantSource {

    private final Ticker ticker;
    private final Instant start;
    private final long startNanos;

    public SteadyClock(Instant start, Ticker ticker) {
        this.ticker = ticker;
        this.start = start;
        this.startNanos = ticker.nanos();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(ticker.nanos() - startNanos);
    }
}
