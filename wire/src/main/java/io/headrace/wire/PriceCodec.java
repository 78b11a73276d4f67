package io.headrace.wire;

import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.wire.net.PriceInfo;
import java.math.BigInteger;

/** Prices as they travel: two signed 64-bit numbers (wire protocol section 2.6). */
final class PriceCodec {
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private PriceCodec() {}

    /** A fraction that does not fit is rounded down to whole wei, and beyond that to the largest that does. */
    static PriceInfo encode(Price price) {
        var numerator = price.perUnit().numerator();
        var denominator = price.perUnit().denominator();
        if (numerator.compareTo(MAX) > 0 || denominator.compareTo(MAX) > 0) {
            numerator = numerator.divide(denominator).min(MAX);
            denominator = BigInteger.ONE;
        }
        return PriceInfo.newBuilder()
                .setPricePerUnit(numerator.longValueExact())
                .setPixelsPerUnit(denominator.longValueExact())
                .build();
    }

    static Price decode(PriceInfo message) throws MalformedException {
        if (message.getPixelsPerUnit() == 0) {
            throw new MalformedException("pixels per unit is 0");
        }
        if (message.getPixelsPerUnit() < 0 || message.getPricePerUnit() < 0) {
            throw new MalformedException(
                    "a price of " + message.getPricePerUnit() + " for " + message.getPixelsPerUnit() + " units");
        }
        return new Price(new Credit(
                BigInteger.valueOf(message.getPricePerUnit()), BigInteger.valueOf(message.getPixelsPerUnit())));
    }
}
