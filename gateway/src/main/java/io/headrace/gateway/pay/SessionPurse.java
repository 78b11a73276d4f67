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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The money of one session: a {@link TicketSession} that several units' threads share. A unit takes out a payment
 * before it is sent and says afterwards, once, what became of it.
 */
public final class SessionPurse {

    private final PayerAccount account;
    private final OfferCheck check;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock, as the next. */
    private TicketSession session;

    private final PurseQueue waiting = new PurseQueue(this::stage);

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
        return locked(() -> new SessionPurse(account, check, session.anew()));
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
        return switch (turn(fee, patience, means)) {
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

    private Staging turn(Credit fee, Duration patience, Means means) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var wish = new PurseQueue.Wish(new PurseQueue.Want(fee, means), lock.newCondition());
            waiting.come(wish);
            return await(wish, patience.toNanos());
        } finally {
            lock.unlock();
        }
    }

    private Staging await(PurseQueue.Wish wish, long patienceNanos) throws InterruptedException {
        try {
            long left = patienceNanos;
            while (wish.granted().isEmpty() && left > 0) {
                left = wish.turn().awaitNanos(left);
            }
            return waiting.leave(wish);
        } catch (InterruptedException unwanted) {
            if (wish.granted().orElse(null) instanceof Staging.Staged(var _, var payment)) {
                session = session.notSent(payment.stake());
            }
            waiting.giveUp(wish);
            throw unwanted;
        }
    }

    /** The one place where it is decided who may go. What may is booked. Under the lock. */
    private Staging stage(PurseQueue.Want want) {
        var staging = session.stage(want.fee(), check, account.funds(), account.time());
        return switch (staging) {
            case Staging.Staged(var next, var payment) -> {
                var objection = objection(payment);
                if (objection.isPresent()) {
                    yield new Staging.Refused(objection.get());
                }
                session = next;
                yield staging;
            }
            case Staging.Refused refused -> refused;
            case Staging.MustWait wait when want.means() == Means.CONFIRMED -> wait;
            case Staging.MustWait wait -> {
                var relying = session.rely(want.fee(), account.time());
                relying.ifPresent(staged -> session = staged.session());
                yield relying.<Staging>map(staged -> staged).orElse(wait);
            }
        };
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
            waiting.moved();
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
            waiting.moved();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    public PaidSums sums() {
        return locked(() -> session.paid());
    }

    /** What the orchestrator has of ours, as its answers confirm. */
    public Credit credit() {
        return locked(() -> session.credit());
    }

    /** As many units of work as one payment can cover. */
    public long unitsPayable() {
        return locked(() -> session.unitsPayable());
    }

    public Price price() {
        return locked(() -> session.price());
    }

    /** How many units wait for their turn. */
    int waiting() {
        return locked(() -> waiting.size());
    }

    private <T> T locked(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    private void change(UnaryOperator<TicketSession> step) {
        lock.lock();
        try {
            session = step.apply(session);
            waiting.moved();
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
