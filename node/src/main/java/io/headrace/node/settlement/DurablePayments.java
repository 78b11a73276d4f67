package io.headrace.node.settlement;

import io.headrace.orchestrator.billing.PaymentStore;
import io.headrace.payments.Credit;
import io.headrace.payments.recipient.Acceptance;
import io.headrace.payments.recipient.AccountKey;
import io.headrace.store.AcceptanceStore;
import java.util.List;

/** Payments that outlive the process. Any thread. */
public final class DurablePayments implements PaymentStore {

    private final AcceptanceStore store;

    public DurablePayments(AcceptanceStore store) {
        this.store = store;
    }

    @Override
    public void keep(Acceptance taken) {
        store.keep(taken);
    }

    @Override
    public void keepFee(AccountKey account, Credit fee) {
        store.keepFee(account, fee);
    }

    @Override
    public void forget(List<AccountKey> accounts, long latestBlock) {
        store.forget(accounts, latestBlock);
    }
}
