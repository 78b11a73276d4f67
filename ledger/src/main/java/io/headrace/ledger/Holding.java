package io.headrace.ledger;

import io.headrace.chain.Tokens;
import io.headrace.payments.Wei;

/** What an account has in its own hands. */
public record Holding(Wei eth, Tokens tokens) {

    static final Holding NOTHING = new Holding(Wei.ZERO, Tokens.ZERO);

    Holding plus(Wei more) {
        return new Holding(eth.plus(more), tokens);
    }

    Holding minus(Wei less) {
        return new Holding(eth.minus(less), tokens);
    }

    Holding plus(Tokens more) {
        return new Holding(eth, tokens.plus(more));
    }

    Holding minus(Tokens less) {
        return new Holding(eth, tokens.minus(less));
    }
}
