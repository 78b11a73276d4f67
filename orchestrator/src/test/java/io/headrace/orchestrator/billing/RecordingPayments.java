package io.headrace.orchestrator.billing;

import io.headrace.payments.Credit;
import io.headrace.payments.WinningTicket;
import io.headrace.payments.recipient.Acceptance;
import io.headrace.payments.recipient.AccountKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down, in order, what was made safe. */
public final class RecordingPayments implements PaymentStore, WinnerQueue {

    public final List<Acceptance> kept = new CopyOnWriteArrayList<>();
    public final List<Credit> fees = new CopyOnWriteArrayList<>();
    public final List<AccountKey> forgotten = new CopyOnWriteArrayList<>();
    public final List<WinningTicket> winners = new CopyOnWriteArrayList<>();

    @Override
    public void keep(Acceptance taken) {
        kept.add(taken);
    }

    @Override
    public void keepFee(AccountKey account, Credit fee) {
        fees.add(fee);
    }

    @Override
    public void forget(List<AccountKey> accounts, long latestBlock) {
        forgotten.addAll(accounts);
    }

    @Override
    public void add(WinningTicket winner) {
        if (kept.stream().noneMatch(taken -> taken.winners().contains(winner))) {
            throw new IllegalStateException("A winner is queued before it is safe");
        }
        winners.add(winner);
    }
}
