package io.headrace.ethereum.abi;

import io.headrace.chain.transaction.CallId;

/** How often a call is meant to happen. */
public sealed interface Occasion {

    Occasion EACH_TIME = new EachTime();

    /** As often as it is asked for: two equal payments are two payments. */
    record EachTime() implements Occasion {}

    /**
     * Once, whoever asks how often: a ticket is redeemed once, a round begun once.
     *
     * @param id the same over restarts
     */
    record Once(CallId id) implements Occasion {}
}
