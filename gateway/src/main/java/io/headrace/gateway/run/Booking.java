package io.headrace.gateway.run;

import io.headrace.gateway.pay.SessionPurse;
import io.headrace.gateway.peer.PeerException;
import io.headrace.job.JobEffect;
import io.headrace.job.lifecycle.Reason;
import io.headrace.payments.Credit;
import io.headrace.payments.sender.StagedPayment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * What becomes of one attempt's money. Said once: whoever comes first is heard, be it the look at what came back or
 * somebody who does not wait for it any more. Until then what was paid counts as at risk. Any thread.
 */
public sealed interface Booking {

    /** Off chain, where work costs nothing. */
    Booking NONE = new Free();

    /** The work was looked at and is what was asked for. */
    void debit(long pixels);

    /** No usable work came: what was paid for it is gone, and whatever was billed for it is not owed. */
    void lost(Reason reason);

    /** The exchange broke. */
    void failed(PeerException failure);

    /** Of an attempt that carried no payment. */
    record Free() implements Booking {
        @Override
        public void debit(long pixels) {}

        @Override
        public void lost(Reason reason) {}

        @Override
        public void failed(PeerException failure) {}
    }

    /** Of an attempt that was paid out of a session's purse. */
    final class Staked implements Booking {
        private final JobBook book;
        private final JobEffect.Dispatch dispatch;
        private final JobSession session;
        private final SessionPurse purse;
        private final StagedPayment payment;
        private final AtomicBoolean said = new AtomicBoolean();

        public Staked(
                JobBook book,
                JobEffect.Dispatch dispatch,
                JobSession session,
                SessionPurse purse,
                StagedPayment payment) {
            this.book = book;
            this.dispatch = dispatch;
            this.session = session;
            this.purse = purse;
            this.payment = payment;
        }

        @Override
        public void debit(long pixels) {
            if (said.compareAndSet(false, true)) {
                var fee = payment.price().times(pixels);
                purse.settled(payment, fee);
                book.feeSettled(seq(), attempt(), session.orchestrator(), fee);
            }
        }

        @Override
        public void lost(Reason reason) {
            lose(reason, purse::spent);
        }

        @Override
        public void failed(PeerException failure) {
            switch (failure.sent()) {
                case NOTHING -> {
                    if (said.compareAndSet(false, true)) {
                        purse.notSent(payment);
                    }
                }
                case PERHAPS -> lose(failure.reason(), isSilence(failure) ? purse::unanswered : purse::spent);
            }
        }

        private void lose(Reason reason, Function<StagedPayment, Credit> loss) {
            if (said.compareAndSet(false, true)) {
                var lost = loss.apply(payment);
                if (lost.signum() != 0) {
                    book.creditLost(seq(), attempt(), session.orchestrator(), lost, reason);
                }
            }
        }

        private static boolean isSilence(PeerException failure) {
            return failure.reason() == Reason.TIMEOUT || failure.reason() == Reason.PEER_LOST;
        }

        private long seq() {
            return dispatch.unit().seq();
        }

        private int attempt() {
            return dispatch.attempt().number();
        }
    }
}
