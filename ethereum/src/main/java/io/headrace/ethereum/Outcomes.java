package io.headrace.ethereum;

import io.headrace.chain.Outcome;
import java.util.function.Function;

/** What was learned from a receipt, as the outcome of what was wanted. */
final class Outcomes {

    private Outcomes() {}

    static <A, B> Outcome<B> map(Outcome<A> outcome, Function<A, B> value) {
        return switch (outcome) {
            case Outcome.Mined<A>(var transaction, var from) -> new Outcome.Mined<>(transaction, value.apply(from));
            case Outcome.Reverted<A>(var reason) -> new Outcome.Reverted<>(reason);
        };
    }
}
