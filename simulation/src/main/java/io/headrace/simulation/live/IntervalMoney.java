package io.headrace.simulation.live;

import io.headrace.job.lifecycle.Reason;
import io.headrace.payments.ChainTime;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.sender.OfferCheck;
import io.headrace.payments.sender.OfferRefusal;
import io.headrace.payments.sender.PriceCheck;
import io.headrace.payments.sender.SenderLimits;
import io.headrace.payments.sender.StagedPayment;
import io.headrace.payments.sender.Staging;
import io.headrace.payments.sender.TicketSession;
import io.headrace.simulation.live.LiveMessages.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The money of one live session at its gateway: the production ticket session, lifted by each payment to what is to flow
 * next. A payment stays at risk until the next one, which first takes away what has flowed meanwhile.
 */
final class IntervalMoney {

    /** The network's, but for a payment of a minute by the clock. */
    private static final OfferCheck CHECK = new OfferCheck(SenderLimits.DEFAULT);

    private final LiveWorld world;
    private final Schedule schedule;
    private TicketSession money;

    /** The payment that was taken last. */
    private Optional<StagedPayment> standing = Optional.empty();

    /** What has flowed since a payment was settled last. */
    private Credit flowed = Credit.ZERO;

    /** Paid and not flowed yet; below zero when too much has flowed. */
    private long left;

    private long most;
    private int failures;

    IntervalMoney(LiveWorld world, Terms terms, Schedule schedule) {
        this.world = world;
        this.schedule = schedule;
        this.money = TicketSession.begin(terms.price(), terms.params());
    }

    /** What came of wanting to pay. */
    sealed interface Paying {}

    record Paid(StagedPayment payment, long quantity) implements Paying {}

    record Unpaid(Reason reason) implements Paying {}

    Price price() {
        return money.price();
    }

    long ahead() {
        return schedule.ahead();
    }

    long due(Instant now) {
        return schedule.due(now);
    }

    /** False when the price has more than doubled. */
    boolean adopt(Terms newer) {
        boolean acceptable = PriceCheck.refusal(money.initialPrice(), Optional.of(newer.price()))
                .isEmpty();
        if (acceptable) {
            money = money.adopt(newer.price(), newer.params());
        }
        return acceptable;
    }

    Paying withdraw(long quantity, SenderFunds funds, ChainTime time) {
        settle();
        long level = Math.max(0, left + quantity);
        return switch (money.stage(money.price().times(level), CHECK, funds, time)) {
            case Staging.Staged(var next, var payment) -> {
                money = next;
                most = Math.max(most, Math.max(quantity, schedule.atMost()));
                if (payment.tickets() > 0) {
                    world.watch.staged(money);
                }
                yield new Paid(payment, quantity);
            }
            case Staging.Refused(var refusal) -> new Unpaid(reason(refusal));
            case Staging.MustWait _ -> new Unpaid(Reason.TIMEOUT);
        };
    }

    private static Reason reason(OfferRefusal refusal) {
        if (refusal.fundsAreTheReason() || refusal instanceof OfferRefusal.FaceValueTooHigh) {
            return Reason.INSUFFICIENT_FUNDS;
        }
        return refusal.refreshHelps() ? Reason.PARAMS_EXPIRED : Reason.SESSION_REFUSED;
    }

    void taken(Paid paid) {
        schedule.paid(paid.quantity());
        left += paid.quantity();
        standing = Optional.of(paid.payment());
    }

    void refused(Paid paid) {
        failures++;
        money = money.spent(paid.payment().stake());
        world.watch.sums(money);
    }

    void unanswered(Paid paid) {
        failures++;
        money = money.unanswered(paid.payment().stake());
        world.watch.sums(money);
    }

    void began(Instant now) {
        schedule.began(now);
    }

    /** What a piece of the input cost. */
    Credit ended(long quantity, Duration length) {
        schedule.ended(quantity, length);
        long units = schedule.charge(quantity, length);
        var fee = money.price().times(units);
        left -= units;
        flowed = flowed.plus(fee);
        return fee;
    }

    private void settle() {
        standing.ifPresent(payment -> {
            money = money.settled(payment.stake(), flowed);
            flowed = Credit.ZERO;
            world.watch.sums(money);
        });
        standing = Optional.empty();
    }

    /**
     * Nothing flows any more. Guarantee 1: what the orchestrator keeps for nothing is what may be ahead, and a ticket's
     * fraction for each payment that failed and the last one.
     */
    void close() {
        settle();
        var ticket = money.params().expectedValue();
        var limit = money.price().times(most).max(ticket).plus(ticket).times(1L + failures);
        world.promise(
                gone().compareTo(limit) <= 0,
                "An orchestrator got %s wei for nothing, more than %s; %d payments failed",
                gone().rounded(),
                limit.rounded(),
                failures);
    }

    Credit fees() {
        return money.paid().debited();
    }

    /** Paid, and nothing came for it. */
    Credit gone() {
        return money.paid().sent().minus(money.paid().debited()).max(Credit.ZERO);
    }
}
