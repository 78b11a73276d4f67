package io.headrace.orchestrator.billing;

import io.headrace.payments.Credit;
import io.headrace.payments.recipient.Acceptance;
import io.headrace.payments.recipient.AccountKey;
import java.util.List;

/** Keeps over a restart what was paid and charged. Any thread. */
public interface PaymentStore {

    /** For networks whose orchestrators live as long as their chain does. */
    PaymentStore FORGETFUL = new PaymentStore() {
        @Override
        public void keep(Acceptance taken) {}

        @Override
        public void keepFee(AccountKey account, Credit fee) {}

        @Override
        public void forget(List<AccountKey> accounts, long latestBlock) {}
    };

    /** Returns when nonces, credit and winners are as safe as a disk makes them; the sender is answered after that. */
    void keep(Acceptance taken);

    /** Puts the fee in line to be kept, and returns at once. Losing it costs this node the fee, nobody else anything. */
    void keepFee(AccountKey account, Credit fee);

    /**
     * Puts in line to be dropped what nobody asks for again, and returns at once: accounts, and the nonces of offers
     * that expired by {@code latestBlock}. An account that is opened anew is kept after this.
     */
    void forget(List<AccountKey> accounts, long latestBlock);
}
