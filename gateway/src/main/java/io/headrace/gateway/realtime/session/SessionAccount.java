package io.headrace.gateway.realtime.session;

import io.headrace.gateway.pay.IntervalPayments;
import io.headrace.gateway.pay.SessionPurse;
import io.headrace.gateway.pay.SessionPurse.Withdrawal;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.peer.PeerException.Sent;
import io.headrace.gateway.run.JobBook;
import io.headrace.gateway.run.JobSession;
import io.headrace.job.lifecycle.Reason;
import io.headrace.journal.Fact;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.sender.StagedPayment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The money of one live session: what was paid for intervals, and what has flowed for it. Each payment stays at risk
 * ({@link io.headrace.payments.sender.TicketSession}, guarantee 1) until as much has flowed. Any thread; one at a time
 * pays.
 */
final class SessionAccount {

    /** Nothing has to be waited for: nobody else pays out of this purse. */
    private static final Duration PATIENCE = Duration.ZERO;

    private final JobBook book;

    /** Guarded by this; the same agreement under the newest token. */
    private JobSession agreement;

    /** Guarded by this. */
    private IntervalPayments schedule;

    /** Guarded by this: paid and not used up, the oldest first. */
    private final Deque<Interval> intervals = new ArrayDeque<>();

    /** Guarded by this: flowed, and not paid for yet. */
    private long unpaid;

    private static final class Interval {
        private final StagedPayment payment;
        private final long quantity;
        private long used;

        Interval(StagedPayment payment, long quantity) {
            this.payment = payment;
            this.quantity = quantity;
        }

        Credit fee() {
            return payment.price().times(used);
        }
    }

    SessionAccount(JobSession agreement, IntervalPayments schedule, JobBook book) {
        this.agreement = agreement;
        this.schedule = schedule;
        this.book = book;
    }

    /** What a payment travels with. */
    interface Sending<T> {
        /** @param payment empty off chain */
        T send(Optional<Payment> payment) throws PeerException;
    }

    synchronized JobSession agreement() {
        return agreement;
    }

    synchronized void under(JobSession newer) {
        agreement = newer;
    }

    /** A piece of the input begins to flow. */
    synchronized void began(Duration now) {
        schedule = schedule.began(now);
    }

    /**
     * A piece of the input has ended.
     *
     * @return what it cost
     */
    synchronized Credit ended(long quantity, Duration length) {
        schedule = schedule.ended(quantity, length);
        long units = schedule.charge(quantity, length);
        use(units);
        return agreement.purse().map(purse -> purse.price().times(units)).orElse(Credit.ZERO);
    }

    /** What is to be paid now; zero off chain. */
    synchronized long due(Duration now) {
        schedule = schedule.passed(now);
        return agreement.purse().isPresent() ? schedule.due(now) : 0;
    }

    /** Pays the beginning. */
    <T> T start(Fact.Standing standing, Sending<T> sending) throws PeerException {
        return pay(ahead(), standing, sending);
    }

    private synchronized long ahead() {
        return schedule.ahead();
    }

    /** Pays for more; what is sent goes without tickets where credit suffices. */
    <T> T pay(long quantity, Fact.Standing standing, Sending<T> sending) throws PeerException {
        var session = agreement();
        return session.purse().isEmpty()
                ? sending.send(Optional.empty())
                : pay(session, session.purse().get(), quantity, standing, sending);
    }

    private <T> T pay(JobSession session, SessionPurse purse, long quantity, Fact.Standing standing, Sending<T> sending)
            throws PeerException {
        switch (withdraw(purse, quantity)) {
            case Withdrawal.Refused(var reason, var why) ->
                throw new PeerException(reason, Sent.NOTHING, session.service() + " is not paid: " + why);
            case Withdrawal.Paid(var payment, var staged, var ticketValue) -> {
                book.intervalPaid(session.orchestrator(), standing, quantity, staged, ticketValue);
                try {
                    var answer = sending.send(Optional.of(payment));
                    paid(staged, quantity);
                    return answer;
                } catch (PeerException failed) {
                    lost(session, purse, staged, failed);
                    throw failed;
                }
            }
        }
    }

    private static Withdrawal withdraw(SessionPurse purse, long quantity) throws PeerException {
        try {
            return purse.withdraw(purse.price().times(quantity), PATIENCE);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            throw new PeerException(Reason.TIMEOUT, Sent.NOTHING, "The payment was given up");
        }
    }

    private synchronized void paid(StagedPayment staged, long quantity) {
        schedule = schedule.paid(quantity);
        agreement.purse().ifPresent(purse -> purse.taken(staged));
        intervals.addLast(new Interval(staged, quantity));
        long before = unpaid;
        unpaid = 0;
        use(before);
    }

    private void lost(JobSession session, SessionPurse purse, StagedPayment staged, PeerException failed) {
        if (failed.sent() == Sent.NOTHING) {
            purse.notSent(staged);
            return;
        }
        boolean silence = failed.reason() == Reason.TIMEOUT || failed.reason() == Reason.PEER_LOST;
        var lost = silence ? purse.unanswered(staged) : purse.spent(staged);
        if (lost.signum() != 0) {
            book.intervalLost(session.orchestrator(), lost, failed.reason());
        }
    }

    private void use(long units) {
        long left = units;
        while (left > 0 && !intervals.isEmpty()) {
            var oldest = intervals.getFirst();
            long taken = Math.min(left, oldest.quantity - oldest.used);
            oldest.used += taken;
            left -= taken;
            if (oldest.used == oldest.quantity) {
                settle(intervals.removeFirst());
            }
        }
        unpaid += left;
    }

    private void settle(Interval interval) {
        agreement.purse().ifPresent(purse -> purse.settled(interval.payment, interval.fee()));
    }

    /** Nothing flows any more: what was paid and not used is what the orchestrator still has of ours. */
    synchronized void close() {
        while (!intervals.isEmpty()) {
            settle(intervals.removeFirst());
        }
        agreement
                .purse()
                .ifPresent(purse -> book.sessionClosed(agreement.orchestrator(), purse.sums(), purse.credit()));
    }
}
