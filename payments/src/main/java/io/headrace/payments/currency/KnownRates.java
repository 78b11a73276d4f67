package io.headrace.payments.currency;

import java.util.Optional;

/**
 * What currencies are worth, as far as a node knows: wei and ETH by definition, one more if somebody tells its rate. Any
 * thread; only {@link #poll} blocks.
 *
 * @param feed empty where nobody tells a rate
 */
public record KnownRates(Optional<KeptRate> feed) {

    public static final KnownRates NATIVE = new KnownRates(Optional.empty());

    /** What one of it is worth now; empty when that is not known. */
    public Optional<Rate> of(Currency currency) {
        return currency.isNative()
                ? Optional.of(Rate.byDefinition(currency))
                : feed.flatMap(KeptRate::current).filter(rate -> rate.currency().equals(currency));
    }

    /** Why a currency's worth is not known, in one sentence that says what to do. */
    public String lack(Currency currency) {
        if (feed.isEmpty()) {
            return "What " + currency + " is worth in wei changes: name a feed, a webhook or a fixed rate";
        }
        return feed.get()
                .current()
                .map(other -> "The rate that is told is of " + other.currency() + ", not of " + currency
                        + ": name a feed of that")
                .orElseGet(() -> "What " + currency + " is worth is not known now: "
                        + feed.get().problem().orElse("nobody was asked yet"));
    }

    /** Asks when it is time to; called once in a while. */
    public void poll() throws InterruptedException {
        if (feed.isPresent()) {
            feed.get().poll();
        }
    }
}
