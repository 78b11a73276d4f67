package io.headrace.orchestrator.batch;

import io.headrace.orchestrator.billing.Billing;

/** What became of a request that had its place. */
sealed interface Ending {

    /** @param units that were charged */
    record Served(long units, Billing.Charge.Charged charged) implements Ending {}

    /**
     * Nothing was charged.
     *
     * @param status of the answer; 0 when there is nobody left to answer
     */
    record Failed(int status, String sentence) implements Ending {}
}
