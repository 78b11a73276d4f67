package io.headrace.admin.metrics;

import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import java.math.BigDecimal;
import java.math.MathContext;

/** Money as meters show it: near enough for a graph, never for a book. */
public final class Amount {

    private static final double WEI_IN_GWEI = 1e9;

    private Amount() {}

    public static double wei(Credit credit) {
        return new BigDecimal(credit.numerator())
                .divide(new BigDecimal(credit.denominator()), MathContext.DECIMAL64)
                .doubleValue();
    }

    static double gwei(Credit credit) {
        return wei(credit) / WEI_IN_GWEI;
    }

    /** The network's meters show balances in gwei. */
    public static double gwei(Wei wei) {
        return wei.amount().doubleValue() / WEI_IN_GWEI;
    }
}
