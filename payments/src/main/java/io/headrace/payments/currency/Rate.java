package io.headrace.payments.currency;

import io.headrace.payments.Credit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one unit of a currency is worth.
 *
 * @param wei exact and positive
 * @param at when this was learned
 */
public record Rate(Currency currency, Credit wei, Instant at) {

    private static final BigInteger WEI_PER_ETH = BigInteger.TEN.pow(18);
    private static final int MAX_DIGITS = 80;
    private static final Pattern PAIR = Pattern.compile("\\s*(\\w+)\\s*/\\s*(\\w+)\\s*");

    public Rate {
        if (wei.signum() <= 0) {
            throw new IllegalArgumentException("One " + currency + " for " + wei + " wei is no rate");
        }
    }

    /** Of wei and ETH, which nobody has to be asked for. */
    public static Rate byDefinition(Currency currency) {
        if (!currency.isNative()) {
            throw new IllegalArgumentException(
                    "What " + currency + " is worth in wei changes: name a feed, a webhook or a fixed rate");
        }
        var wei = currency.equals(Currency.ETH) ? WEI_PER_ETH : BigInteger.ONE;
        return new Rate(currency, new Credit(wei, BigInteger.ONE), Instant.EPOCH);
    }

    /**
     * As price feeds say it (payments section 3.8).
     *
     * @param pair {@code ETH / USD}: base, then quote; one of the two is ETH
     * @param price what one of the base costs in the quote
     * @throws IllegalArgumentException when the pair has no ETH in it, or the price is not positive
     */
    public static Rate ofPair(String pair, BigDecimal price, Instant at) {
        var sides = PAIR.matcher(pair);
        if (!sides.matches()) {
            throw new IllegalArgumentException("A pair is written as ETH / USD, not as '" + pair + "'");
        }
        if (price.signum() <= 0 || price.precision() > MAX_DIGITS || Math.abs((long) price.scale()) > MAX_DIGITS) {
            throw new IllegalArgumentException(
                    "A price of " + pair + " that cannot be: " + price.toEngineeringString());
        }
        return of(sides, exact(price), at);
    }

    private static Rate of(Matcher sides, Credit price, Instant at) {
        var base = Currency.of(sides.group(1));
        var quote = Currency.of(sides.group(2));
        if (base.equals(quote) || base.equals(Currency.ETH) == quote.equals(Currency.ETH)) {
            throw new IllegalArgumentException("One side of " + base + " / " + quote + " must be ETH");
        }
        return base.equals(Currency.ETH)
                ? new Rate(quote, new Credit(WEI_PER_ETH.multiply(price.denominator()), price.numerator()), at)
                : new Rate(base, new Credit(WEI_PER_ETH.multiply(price.numerator()), price.denominator()), at);
    }

    static Credit exact(BigDecimal decimal) {
        return decimal.scale() <= 0
                ? new Credit(decimal.toBigIntegerExact(), BigInteger.ONE)
                : new Credit(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }
}
