package io.headrace.gateway.pay;

import io.headrace.job.lifecycle.Reason;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.payments.sender.OfferCheck;
import io.headrace.payments.sender.OfferRefusal;
import io.headrace.payments.sender.PaidSums;
import io.headrace.payments.sender.PriceCheck;
import io.headrace.payments.sender.StagedPayment;
import io.headrace.payments.sender.Staging;
import io.headrace.payments.sender.TicketSession;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The money of one session: a {@link TicketSession} that several units' threads share. A unit takes out a payment
 * before it is sent and says afterwards, once, what became of it.
 */
public final class SessionPurse {

    private final PayerAccount account;
    private final OfferCheck check;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    /** Guarded by the lock. */
    private TicketSession session;

    public SessionPurse(PayerAccount account, OfferCheck check, Price price, TicketParams params) {
        this.account = account;
        this.check = check;
        this.session = TicketSession.begin(price, params);
    }

    private SessionPurse(PayerAccount account, OfferCheck check, TicketSession session) {
        this.account = account;
        this.check = check;
        this.session = session;
    }

    /** A purse for the same terms, out of which nothing was paid yet. */
    public SessionPurse anew() {
        lock.lock();
        try {
            return new SessionPurse(account, check, session.anew());
        } finally {
            lock.unlock();
        }
    }

    /** What came of asking for a payment. */
    public sealed interface Withdrawal {

        /** @param ticketValue what one of its tickets is worth */
        record Paid(Payment payment, StagedPayment staged, Credit ticketValue) implements Withdrawal {}

        /** @param why in one sentence, with the numbers */
        record Refused(Reason reason, String why) implements Withdrawal {}
    }

    /** What a unit may be paid with. */
    public enum Means {
        /** Tickets, and credit that answers have confirmed. */
        CONFIRMED,
        /**
         * Where tickets would put too much at risk: also what others in flight have brought beyond their fees. For
         * orchestrators that cover each unit by its fee, as ours do.
         */
        ON_ITS_WAY
    }

    /** Pays for a unit with what is {@link Means#CONFIRMED}. */
    public Withdrawal withdraw(Credit fee, Duration patience) throws InterruptedException {
        return withdraw(fee, patience, Means.CONFIRMED);
    }

    /**
     * Pays for a unit. Waits while paying now would put more at risk than guarantee 1 allows.
     *
     * @param fee what the unit is expected to cost
     */
    public Withdrawal withdraw(Credit fee, Duration patience, Means means) throws InterruptedException {
        return switch (stage(fee, patience, means)) {
            case Staging.Staged(var _, var staged) ->
                new Withdrawal.Paid(
                        staged.signedBy(account.signer()),
                        staged,
                        staged.params().expectedValue());
            case Staging.Refused(var refusal) -> new Withdrawal.Refused(reason(refusal), refusal.message());
            case Staging.MustWait(var exposure, var limit) ->
                new Withdrawal.Refused(
                        Reason.TIMEOUT,
                        "waited " + patience + " for answers that would lower what is at risk from "
                                + exposure.rounded() + " to " + limit.rounded() + " wei");
        };
    }

    private Staging stage(Credit fee, Duration patience, Means means) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                var staging = session.stage(fee, check, account.funds(), account.time());
                if (staging instanceof Staging.Staged(var next, var payment)) {
                    var objection = objection(payment);
                    if (objection.isPresent()) {
                        return new Staging.Refused(objection.get());
                    }
                    session = next;
                }
                if (!(staging instanceof Staging.MustWait)) {
                    return staging;
                }
                var relying = Optional.of(means)
                        .filter(Means.ON_ITS_WAY::equals)
                        .flatMap(_ -> session.rely(fee, account.time()));
                if (relying.isPresent()) {
                    session = relying.get().session();
                    return relying.get();
                }
                if (left <= 0) {
                    return staging;
                }
                left = moved.awaitNanos(left);
            }
        } finally {
            wake();
            lock.unlock();
        }
    }

    /**
     * Two of those who wait look whenever something moved or one of them leaves, so that each who goes on wakes two more. One
     * that has to wait on is the last to look again; where all who looked must, the others wait for the next move, or for
     * the end of their patience. Under the lock.
     */
    private void wake() {
        moved.signal();
        moved.signal();
    }

    private Optional<OfferRefusal> objection(StagedPayment payment) {
        var params = payment.params();
        return payment.tickets() == 0
                ? Optional.empty()
                : account.objection(params.expectedValue().times(payment.tickets()), params.recipient())
                        .map(OfferRefusal.SpendingRefused::new);
    }

    /** The orchestrator has been sent it. */
    public void sent(StagedPayment payment) {
        change(before -> before.sent(payment.stake()));
    }

    /** Nothing left this node. */
    public void notSent(StagedPayment payment) {
        change(before -> before.notSent(payment.stake()));
    }

    /** It was sent and no usable answer came. Returns what counts as lost by it. */
    public Credit spent(StagedPayment payment) {
        return losing(before -> before.spent(payment.stake()));
    }

    /** It was sent and nobody answered. Returns what counts as lost by it, and stays at risk. */
    public Credit unanswered(StagedPayment payment) {
        return losing(before -> before.unanswered(payment.stake()));
    }

    private Credit losing(UnaryOperator<TicketSession> step) {
        lock.lock();
        try {
            var before = session.paid().lost();
            session = step.apply(session);
            wake();
            return session.paid().lost().minus(before);
        } finally {
            lock.unlock();
        }
    }

    /** The work came back and costs that much. */
    public void settled(StagedPayment payment, Credit fee) {
        change(before -> before.settled(payment.stake(), fee));
    }

    /** Takes over the price and the offer that came with an answer; empty, or the reason to leave. */
    public Optional<String> adopt(Optional<Price> price, TicketParams offer) {
        lock.lock();
        try {
            var refusal = PriceCheck.refusal(session.initialPrice(), price);
            if (refusal.isPresent()) {
                return refusal.map(why -> why.message());
            }
            session = session.adopt(price.orElseThrow(), offer);
            wake();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    public PaidSums sums() {
        lock.lock();
        try {
            return session.paid();
        } finally {
            lock.unlock();
        }
    }

    /** What the orchestrator has of ours, as its answers confirm. */
    public Credit credit() {
        lock.lock();
        try {
            return session.credit();
        } finally {
            lock.unlock();
        }
    }

    /** As many units of work as one payment can cover. */
    public long unitsPayable() {
        lock.lock();
        try {
            return session.unitsPayable();
        } finally {
            lock.unlock();
        }
    }

    public Price price() {
        lock.lock();
        try {
            return session.price();
        } finally {
            lock.unlock();
        }
    }

    private void change(UnaryOperator<TicketSession> step) {
        lock.lock();
        try {
            session = step.apply(session);
            wake();
        } finally {
            lock.unlock();
        }
    }

    private static Reason reason(OfferRefusal refusal) {
        if (refusal instanceof OfferRefusal.SpendingRefused) {
            return Reason.SPENDING_REFUSED;
        }
        if (refusal.fundsAreTheReason()) {
            return Reason.INSUFFICIENT_FUNDS;
        }
        return refusal.refreshHelps() ? Reason.PARAMS_EXPIRED : Reason.SESSION_REFUSED;
    }
}
