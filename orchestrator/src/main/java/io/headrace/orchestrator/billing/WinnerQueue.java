package io.headrace.orchestrator.billing;

import io.headrace.payments.WinningTicket;

/** Where winners wait to be redeemed. Any thread. */
@FunctionalInterface
public interface WinnerQueue {

    /** Returns when the ticket cannot be lost any more. Putting it in twice changes nothing. */
    void add(WinningTicket winner);
}
