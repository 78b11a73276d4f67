package io.headrace.payments.sender;

import io.headrace.payments.Price;

/** Why a gateway leaves an orchestrator over its price. */
public sealed interface PriceRefusal {

    /** The sentence by which the network's nodes know this refusal. */
    String message();

    record Missing() implements PriceRefusal {
        @Override
        public String message() {
            return "missing orchestrator price";
        }
    }

    record Doubled(Price now, Price initial) implements PriceRefusal {
        @Override
        public String message() {
            return "Orchestrator price has more than doubled, Orchestrator price: "
                    + now.perUnit().asFraction() + ", Orchestrator initial price: "
                    + initial.perUnit().asFraction();
        }
    }
}
