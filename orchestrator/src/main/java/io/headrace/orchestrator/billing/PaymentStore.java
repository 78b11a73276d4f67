package io.headrace.orchestrator.billing;

import io.headrace.payments.Credit;
import io.headrace.payments.recipient.Acceptance;
import io.headrace.payments.recipient.AccountKey;

/** Keeps over a restart what was paid and charged. Any thread. */
public interface PaymentStore {

    /** For networks whose orchestrators live as long as their chain does. */
    PaymentStore FORGETFUL = new PaymentStore() {
        @Override
        public void keep(Acceptance taken) {}

        @Override
        public void keepFee(AccountKey account, Credit fee) {}
    };

    /** Returns when nonces, credit and winners are as safe as a disk makes them; the sender is answered after that. */
    void keep(Acceptance taken);

    /** Puts the fee in line to be kept, and returns at once. Losing it costs this node the fee, nobody else anything. */
    void keepFee(AccountKey account, Credit fee);
}
