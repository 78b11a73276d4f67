package io.headrace.node.role;

import io.headrace.payments.Price;
import io.headrace.payments.currency.QuotedPrice;

/** A price, asked or paid at most, and who tells what its currency is worth. */
public record PriceSettings(QuotedPrice price, RateSource rates) {

    public static PriceSettings inWei(Price price) {
        return new PriceSettings(QuotedPrice.of(price), RateSource.NONE);
    }
}
