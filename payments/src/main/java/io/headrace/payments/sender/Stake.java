package io.headrace.payments.sender;

import io.headrace.payments.Credit;

/**
 * What one unit in flight has put at risk.
 *
 * @param id unique within the session
 * @param fee what the unit is expected to cost
 * @param added what its tickets are worth; zero when it carries none
 * @param drawn what it relies on of the credit that the orchestrator already has
 * @param progress whether the orchestrator is known to have the payment
 */
public record Stake(long id, Credit fee, Credit added, Credit drawn, Progress progress) {

    /** How far a unit's payment is. */
    public enum Progress {
        SENT,
        /** Taken, and the work that it is for goes on. */
        TAKEN
    }

    /** Of a payment that is under way. */
    public Stake(long id, Credit fee, Credit added, Credit drawn) {
        this(id, fee, added, drawn, Progress.SENT);
    }

    /** The orchestrator has it: what it brought beyond the fee is not at stake for this unit. */
    Stake taken() {
        return new Stake(id, fee, added.min(fee), drawn, Progress.TAKEN);
    }
}
