package io.headrace.admin.money;

import io.headrace.chain.transaction.SpendGuard;
import io.headrace.chain.transaction.SpendLimits;
import io.headrace.payments.Credit;
import java.io.UncheckedIOException;

/** The operator's hold on all spending of a node. Any thread. */
public interface SpendSwitch {

    SpendGuard.Mode mode();

    /**
     * Holds at once, and over a restart.
     *
     * @throws UncheckedIOException when it cannot be kept for the next start; it holds until then
     */
    void set(SpendGuard.Mode mode);

    /** What tickets may be worth. */
    Allowance tickets();

    /** What transactions may cost, the wei that they move included. */
    Allowance transactions();

    /** @param spentInHour what was allowed of it within the last hour */
    record Allowance(SpendLimits caps, Credit spentInHour) {}
}
