package io.headrace.payments.currency;

import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A price as an operator writes it: so much of a currency per unit of work. What it is in wei moves with the rate.
 *
 * @param perUnit never negative
 */
public record QuotedPrice(Credit perUnit, Currency currency) {

    /** As the network's flags allow it (payments section 2.6). */
    private static final Pattern PRICE = Pattern.compile("(\\d{1,40}(?:\\.\\d{1,40})?)([A-Za-z][A-Za-z0-9]*)?");

    private static final Pattern UNITS = Pattern.compile("\\d{1,40}(?:\\.\\d{1,40})?(?:[eE]\\+?\\d{1,2})?");

    public QuotedPrice {
        if (perUnit.signum() < 0) {
            throw new IllegalArgumentException("A price is never negative: " + perUnit + " " + currency);
        }
    }

    /**
     * @param price {@code 1200}, {@code 0.5USD}
     * @param units for how many units that is: {@code 1}, {@code 1e12}
     * @throws IllegalArgumentException with a sentence for whoever wrote it
     */
    public static QuotedPrice parse(String price, String units) {
        var parts = PRICE.matcher(price);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "A price is a number with a currency or without one, as 1200 or 0.5USD, not '" + price + "'");
        }
        var amount = Rate.exact(new BigDecimal(parts.group(1)));
        var currency = Currency.of(parts.group(2) == null ? "" : parts.group(2));
        return new QuotedPrice(over(amount, units(units)), currency);
    }

    private static Credit units(String text) {
        if (!UNITS.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
            throw new IllegalArgumentException(
                    "A price is for a number of units above zero, as 1 or 1e12, not for '" + text + "'");
        }
        return Rate.exact(new BigDecimal(text));
    }

    private static Credit over(Credit amount, Credit units) {
        return new Credit(
                amount.numerator().multiply(units.denominator()),
                amount.denominator().multiply(units.numerator()));
    }

    /**
     * In wei, as it can travel.
     *
     * @throws IllegalArgumentException when the rate is that of another currency
     */
    public Price at(Rate rate) {
        if (!rate.currency().equals(currency)) {
            throw new IllegalArgumentException("A price in " + currency + " at a rate of " + rate.currency());
        }
        return new Price(new Credit(
                        perUnit.numerator().multiply(rate.wei().numerator()),
                        perUnit.denominator().multiply(rate.wei().denominator())))
                .portable();
    }

    @Override
    public String toString() {
        return perUnit + " " + currency;
    }
}
