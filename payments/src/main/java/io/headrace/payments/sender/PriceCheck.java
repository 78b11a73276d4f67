package io.headrace.payments.sender;

import io.headrace.payments.Price;
import java.util.Optional;

/** Whether a session goes on at the price that an answer states (payments section 2.5). */
public final class PriceCheck {

    /** A price may grow within a session, but not beyond so many times the first. */
    private static final long MOST = 2;

    private PriceCheck() {}

    /** @param stated empty when the answer named no price */
    public static Optional<PriceRefusal> refusal(Price initial, Optional<Price> stated) {
        if (stated.isEmpty()) {
            return Optional.of(new PriceRefusal.Missing());
        }
        var now = stated.get();
        return now.perUnit().compareTo(initial.perUnit().times(MOST)) > 0
                ? Optional.of(new PriceRefusal.Doubled(now, initial))
                : Optional.empty();
    }
}
