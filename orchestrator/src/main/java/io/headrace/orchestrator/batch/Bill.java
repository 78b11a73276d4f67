package io.headrace.orchestrator.batch;

import io.headrace.admission.Cover;
import io.headrace.orchestrator.billing.Billing;

/**
 * What a request was covered with. It is charged once, or nothing is: whoever closes it uncharged frees all that was set
 * aside. One thread.
 */
final class Bill implements AutoCloseable {

    private final Billing billing;
    private final Cover cover;
    private boolean open = true;

    Bill(Billing billing, Cover cover) {
        this.billing = billing;
        this.cover = cover;
    }

    /** @throws IllegalStateException when it was charged before */
    Billing.Charge.Charged charge(long units) {
        if (!open) {
            throw new IllegalStateException("A request is charged once");
        }
        open = false;
        return billing.settle(cover, units);
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            billing.release(cover);
        }
    }
}
