package io.headrace.gateway.pay;

import io.headrace.payments.Price;
import io.headrace.payments.currency.KeptRate;
import io.headrace.payments.currency.QuotedPrice;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The most that a gateway pays per unit of work, whatever a job would allow. Any thread; answers at once.
 *
 * @param now empty for no ceiling
 */
public record PriceCeiling(Supplier<Optional<Price>> now) {

    public static final PriceCeiling NONE = new PriceCeiling(Optional::empty);

    public static PriceCeiling of(Price price) {
        return new PriceCeiling(() -> Optional.of(price));
    }

    /** Written in a currency. While its rate is not known only free work is within it. */
    public static PriceCeiling of(QuotedPrice price, KeptRate rate) {
        return new PriceCeiling(() -> Optional.of(rate.current().map(price::at).orElse(Price.FREE)));
    }

    /** The lower of this and what a job allows. */
    public Optional<Price> with(Optional<Price> ofJob) {
        var ours = now.get();
        return ours.isPresent() && ofJob.isPresent()
                ? Optional.of(ours.get().compareTo(ofJob.get()) <= 0 ? ours.get() : ofJob.get())
                : ours.or(() -> ofJob);
    }
}
