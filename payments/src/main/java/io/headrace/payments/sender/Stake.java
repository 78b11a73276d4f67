package io.headrace.payments.sender;

import io.headrace.payments.Credit;

/**
 * What one unit in flight has put at risk.
 *
 * @param id unique within the session
 * @param fee what the unit is expected to cost
 * @param added what its tickets are worth; zero when it carries none
 * @param drawn what it relies on of the credit that the orchestrator already has
 * @param sent whether the orchestrator has been sent its tickets
 */
public record Stake(long id, Credit fee, Credit added, Credit drawn, boolean sent) {

    /** A new one, whose tickets are still here. */
    public static Stake of(long id, Credit fee, Credit added) {
        return new Stake(id, fee, added, fee.minus(added).max(Credit.ZERO), false);
    }

    Stake asSent() {
        return new Stake(id, fee, added, drawn, true);
    }

    /** Of which a part has become credit. */
    Stake bringing(Credit less) {
        return new Stake(id, fee, less, drawn, sent);
    }

    /** What its tickets bring beyond its own fee, once the orchestrator has them. */
    Credit surplus() {
        return sent ? added.minus(fee).max(Credit.ZERO) : Credit.ZERO;
    }
}
