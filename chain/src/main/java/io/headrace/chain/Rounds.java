package io.headrace.chain;

import io.headrace.payments.CreationRound;

/** The contract that counts rounds (payments section 4.4). Calls block and throw {@link ChainUnavailable}. */
public interface Rounds {

    RoundStatus status();

    /** Begins the current round; anybody may. */
    Outcome<CreationRound> initialize();
}
