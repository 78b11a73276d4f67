package io.headrace.inference.list;

import java.math.BigDecimal;

/** What an operator asks for a model. */
public sealed interface ModelPrice {

    /** What the node asks for everything: the list names no price, or zero. */
    record Standard() implements ModelPrice {}

    /**
     * @param amount above zero, exact
     * @param units of the pipeline that it buys, at least 1
     * @param currency empty or {@code wei}, {@code eth}, or one that needs a rate, as it was written: {@code USD}
     */
    record Named(BigDecimal amount, long units, String currency) implements ModelPrice {}
}
