package io.headrace.payments.currency;

import io.headrace.payments.Credit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The rate as last heard, for as long as it is good. A source that fails, is silent or tells a rate far from the last
 * one changes nothing until that one is too old; then there is none, and whoever needs one stops quoting rather than
 * sell at a price of yesterday. Any thread; only {@link #poll} blocks.
 */
public final class KeptRate {

    private final ExchangeRate source;
    private final RateLimits limits;
    private final InstantSource clock;
    private volatile Optional<Rate> last = Optional.empty();
    private volatile Optional<String> problem = Optional.empty();

    /** Guarded by this, as what follows. */
    private Instant nextAt = Instant.MIN;

    private Duration pause;

    public KeptRate(ExchangeRate source, RateLimits limits, InstantSource clock) {
        this.source = source;
        this.limits = limits;
        this.clock = clock;
        this.pause = limits.retry();
    }

    /** Of wei and ETH. */
    public static KeptRate byDefinition(Currency currency) {
        var rate = Rate.byDefinition(currency);
        var kept = new KeptRate(ExchangeRate.fixed(rate), RateLimits.DEFAULT, () -> Instant.EPOCH);
        kept.last = Optional.of(rate);
        return kept;
    }

    /** Asks when it is time to; called once in a while. */
    public synchronized void poll() throws InterruptedException {
        var now = clock.instant();
        if (now.isBefore(nextAt)) {
            return;
        }
        try {
            last = Optional.of(believed(source.ask(), now));
            problem = Optional.empty();
            pause = limits.retry();
            nextAt = now.plus(limits.period());
        } catch (IOException failed) {
            problem = Optional.of(String.valueOf(failed.getMessage()));
            nextAt = now.plus(pause);
            pause = pause.multipliedBy(2).compareTo(limits.period()) < 0 ? pause.multipliedBy(2) : limits.period();
        }
    }

    private Rate believed(Rate heard, Instant now) throws IOException {
        if (!isGood(heard, now)) {
            throw new IOException(
                    "The rate of " + heard.currency() + " is of " + heard.at() + ", older than " + limits.life());
        }
        var before = current();
        if (before.isPresent()
                && (isFar(heard.wei(), before.get().wei()) || isFar(before.get().wei(), heard.wei()))) {
            throw new IOException(
                    "One " + heard.currency() + " is said to be " + heard.wei().rounded() + " wei and was "
                            + before.get().wei().rounded() + ": not believed while the last rate is good");
        }
        return heard.at().isAfter(now) ? new Rate(heard.currency(), heard.wei(), now) : heard;
    }

    private boolean isFar(Credit one, Credit other) {
        return one.compareTo(other.times(limits.maxFactor())) > 0;
    }

    private boolean isGood(Rate rate, Instant now) {
        return rate.currency().isNative() || rate.at().plus(limits.life()).isAfter(now);
    }

    /** Empty before the first answer, and when the last one is too old. */
    public Optional<Rate> current() {
        return last.filter(rate -> isGood(rate, clock.instant()));
    }

    /** Why the last question came to nothing, in one sentence; empty when it was answered. */
    public Optional<String> problem() {
        return problem;
    }
}
