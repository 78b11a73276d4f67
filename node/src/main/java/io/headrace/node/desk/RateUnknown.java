package io.headrace.node.desk;

import io.headrace.payments.currency.KnownRates;
import io.headrace.payments.currency.QuotedPrice;

/** A node was to ask a price in a currency that it does not know the worth of; it does not start with a guess. */
public final class RateUnknown extends RuntimeException {

    private static final long serialVersionUID = 1;

    RateUnknown(QuotedPrice price, KnownRates rates) {
        super("No price of " + price + " per unit can be asked. " + rates.lack(price.currency()));
    }
}
