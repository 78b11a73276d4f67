package io.headrace.gateway.byoc;

import io.headrace.gateway.pay.SessionPurse;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.run.JobBook;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.payments.Credit;
import io.headrace.payments.sender.StagedPayment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** What becomes of one attempt's money. Said once: whoever comes first is heard. Any thread. */
public final class ContainerBooking {

    private final JobBook book;
    private final int attempt;
    private final Orchestrator by;
    private final SessionPurse purse;
    private final StagedPayment payment;
    private final AtomicBoolean said = new AtomicBoolean();

    public ContainerBooking(JobBook book, int attempt, Orchestrator by, SessionPurse purse, StagedPayment payment) {
        this.book = book;
        this.attempt = attempt;
        this.by = by;
        this.purse = purse;
        this.payment = payment;
    }

    /** The container was used for so many units: of seconds, each that began. */
    public void worked(long units) {
        if (said.compareAndSet(false, true)) {
            var fee = payment.price().times(units);
            purse.settled(payment, fee);
            book.feeSettled(0, attempt, by, fee);
        }
    }

    public void failed(PeerException failure) {
        switch (failure.sent()) {
            case NOTHING -> {
                if (said.compareAndSet(false, true)) {
                    purse.notSent(payment);
                }
            }
            case PERHAPS ->
                lose(
                        failure.reason(),
                        failure.reason() == Reason.TIMEOUT || failure.reason() == Reason.PEER_LOST
                                ? purse::unanswered
                                : purse::spent);
        }
    }

    /** It was answered, and nothing came of it. */
    public void lost(Reason reason) {
        lose(reason, purse::spent);
    }

    private void lose(Reason reason, Function<StagedPayment, Credit> loss) {
        if (said.compareAndSet(false, true)) {
            var lost = loss.apply(payment);
            if (lost.signum() != 0) {
                book.creditLost(0, attempt, by, lost, reason);
            }
        }
    }
}
