package io.headrace.payments.currency;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a price is written in. Wei and ETH need no rate; any other is known by its code.
 *
 * @param code upper-case letters and digits, a letter first, at most 16
 */
public record Currency(String code) {

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9]{0,15}");

    public static final Currency WEI = new Currency("WEI");
    public static final Currency ETH = new Currency("ETH");

    public Currency {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("Not the code of a currency: '" + code + "'; write one like USD");
        }
    }

    /** @param text in any case; empty for wei */
    public static Currency of(String text) {
        return text.isEmpty() ? WEI : new Currency(text.toUpperCase(Locale.ROOT));
    }

    /** Whether its worth in wei is a matter of definition. */
    public boolean isNative() {
        return equals(WEI) || equals(ETH);
    }

    @Override
    public String toString() {
        return code;
    }
}
