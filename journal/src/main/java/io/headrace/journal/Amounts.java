package io.headrace.journal;

import io.headrace.payments.Credit;
import java.math.BigDecimal;

/** Money on the machine-readable face: a decimal string of wei, without a fraction wherever there is none. */
final class Amounts {

    private Amounts() {}

    static String print(Credit credit) {
        BigDecimal rounded = credit.rounded().stripTrailingZeros();
        return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString();
    }
}
