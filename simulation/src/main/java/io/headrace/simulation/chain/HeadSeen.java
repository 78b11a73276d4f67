package io.headrace.simulation.chain;

import io.headrace.chain.transaction.Head;
import io.headrace.payments.ChainTime;
import io.headrace.payments.Wei;

/** The latest block as an endpoint has it. */
record HeadSeen(Head head, ChainTime time) {

    long block() {
        return time.block();
    }

    /** Wei per gas in a normal hurry. */
    Wei gasPrice() {
        return head.market().baseFee().plus(head.market().tip());
    }
}
