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
import java.util.Optional;

/**
 * The money of one live session: what was paid ahead, and what has flowed for it. Every payment lifts what the
 * orchestrator has of ours to what is to flow next, and stays at risk
 * ({@link io.headrace.payments.sender.TicketSession}, guarantee 1) until the next one, which first takes away what has
 * flowed meanwhile. Any thread; one at a time pays.
 */
final class SessionAccount {

    /** Nothing has to be waited for: nobody else pays out of this purse. */
    private static final Duration PATIENCE = Duration.ZERO;

    private final JobBook book;

    /** Guarded by this; the same agreement under the newest token. */
    private JobSession agreement;

    /** Guarded by this. */
    private IntervalPayments schedule;

    /** Guarded by this: the payment that was taken last. */
    private Optional<StagedPayment> standing = Optional.empty();

    /** Guarded by this: what has flowed since a payment was settled last. */
    private Credit flowed = Credit.ZERO;

    /** Guarded by this: paid and not flowed yet, in the pipeline's unit; below zero when too much has flowed. */
    private long ahead;

    SessionAccount(JobSession agreement, IntervalPayments schedule, JobBook book) {
        this.agreement = agreement;
        this.schedule = schedule;
        this.book = book;
    }

    /** Guarded by this. */
    private boolean paying;

    /** Guarded by this: nothing flows any more. */
    private boolean over;

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
        ahead -= units;
        var fee = agreement.purse().map(purse -> purse.price().times(units)).orElse(Credit.ZERO);
        flowed = flowed.plus(fee);
        return fee;
    }

    /** What is to be paid now; zero off chain. */
    synchronized long due(Duration now) {
        schedule = schedule.passed(now);
        return agreement.purse().isPresent() ? schedule.due(now) : 0;
    }

    /** Pays the beginning. */
    <T> T start(Fact.Standing standing, Sending<T> sending) throws PeerException {
        return pay(beginning(), standing, sending);
    }

    private synchronized long beginning() {
        return schedule.ahead();
    }

    /**
     * Pays for more; what is sent goes without tickets where credit suffices. More than one payment can cover is left for
     * the next one.
     */
    <T> T pay(long quantity, Fact.Standing as, Sending<T> sending) throws PeerException {
        var session = agreement();
        return session.purse().isEmpty()
                ? sending.send(Optional.empty())
                : pay(session, session.purse().get(), quantity, as, sending);
    }

    private <T> T pay(JobSession session, SessionPurse purse, long quantity, Fact.Standing as, Sending<T> sending)
            throws PeerException {
        long wanted = begin(purse, quantity);
        long level = Math.min(wanted, purse.unitsPayable());
        long lifted = Math.max(0, quantity - (wanted - level));
        try {
            return switch (withdraw(purse, level)) {
                case Withdrawal.Refused(var reason, var why) ->
                    throw new PeerException(reason, Sent.NOTHING, session.service() + " is not paid: " + why);
                case Withdrawal.Paid paid -> {
                    book.intervalPaid(session.orchestrator(), as, lifted, paid.staged(), paid.ticketValue());
                    yield sent(session, purse, lifted, paid, sending);
                }
            };
        } finally {
            ended();
        }
    }

    private <T> T sent(JobSession session, SessionPurse purse, long quantity, Withdrawal.Paid paid, Sending<T> sending)
            throws PeerException {
        try {
            var answer = sending.send(Optional.of(paid.payment()));
            taken(paid.staged(), quantity);
            return answer;
        } catch (PeerException failed) {
            lost(session, purse, paid.staged(), failed);
            throw failed;
        }
    }

    /** To what the payment lifts what the orchestrator has of ours. */
    private synchronized long begin(SessionPurse purse, long quantity) {
        paying = true;
        settle(purse);
        return Math.max(0, ahead + quantity);
    }

    private synchronized void ended() {
        paying = false;
        if (over) {
            finish();
        }
    }

    private static Withdrawal withdraw(SessionPurse purse, long level) throws PeerException {
        try {
            return purse.withdraw(purse.price().times(level), PATIENCE);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            throw new PeerException(Reason.TIMEOUT, Sent.NOTHING, "The payment was given up");
        }
    }

    private void settle(SessionPurse purse) {
        standing.ifPresent(payment -> {
            purse.settled(payment, flowed);
            flowed = Credit.ZERO;
        });
        standing = Optional.empty();
    }

    private synchronized void taken(StagedPayment staged, long quantity) {
        schedule = schedule.paid(quantity);
        ahead += quantity;
        standing = Optional.of(staged);
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

    /** Nothing flows any more. A payment that is under way is waited for. */
    synchronized void close() {
        over = true;
        if (!paying) {
            finish();
        }
    }

    /** What was paid and has not flowed is what the orchestrator still has of ours. */
    private void finish() {
        agreement.purse().ifPresent(purse -> {
            settle(purse);
            book.sessionClosed(agreement.orchestrator(), purse.sums(), purse.credit());
        });
    }
}
