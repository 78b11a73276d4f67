package io.headrace.simulation;

import io.headrace.admission.SessionId;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.Attempt;
import io.headrace.payments.ChainTime;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.sender.OfferCheck;
import io.headrace.payments.sender.OfferRefusal;
import io.headrace.payments.sender.SenderLimits;
import io.headrace.payments.sender.StagedPayment;
import io.headrace.payments.sender.Staging;
import io.headrace.payments.sender.TicketSession;
import io.headrace.simulation.Messages.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A gateway's session with an orchestrator: the production ticket session, and who waits for it. */
final class PayingSession {

    private static final OfferCheck CHECK = new OfferCheck(SenderLimits.DEFAULT);

    final int number;
    final SimulatedOrchestrator peer;
    final SessionId id;
    private final Watch watch;
    private final Map<UnitAttempt, StagedPayment> inFlight = new HashMap<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private TicketSession money;

    /** One attempt at one unit. */
    record UnitAttempt(long seq, int attempt) {
        static UnitAttempt of(long seq, Attempt attempt) {
            return new UnitAttempt(seq, attempt.number());
        }
    }

    PayingSession(int number, SimulatedOrchestrator peer, Terms terms, Watch watch) {
        this.number = number;
        this.peer = peer;
        this.id = terms.session();
        this.watch = watch;
        this.money = TicketSession.begin(terms.price(), terms.params());
    }

    Price price() {
        return money.price();
    }

    void adopt(Terms terms) {
        money = money.adopt(terms.price(), terms.params());
    }

    /** What came of wanting to pay. */
    sealed interface Paying {}

    record Paid(StagedPayment payment) implements Paying {}

    record Unpaid(Reason reason) implements Paying {}

    /** Again later: too much is at risk now. */
    record Later() implements Paying {}

    Paying pay(UnitAttempt unit, Credit fee, SenderFunds funds, ChainTime time) {
        return switch (money.stage(fee, CHECK, funds, time)) {
            case Staging.Staged(var next, var payment) -> {
                money = next;
                inFlight.put(unit, payment);
                if (payment.tickets() > 0) {
                    watch.staged(money);
                }
                yield new Paid(payment);
            }
            case Staging.Refused(var refusal) -> new Unpaid(reason(refusal));
            case Staging.MustWait _ -> new Later();
        };
    }

    void whenAnswered(Runnable again) {
        waiting.add(again);
    }

    /** The answer is here: pays what was worked. Empty when nobody waits for it, as it was given up or came before. */
    Optional<Credit> settled(UnitAttempt unit, long units) {
        var payment = Optional.ofNullable(inFlight.remove(unit));
        var fee = payment.map(paid -> paid.price().times(units));
        fee.ifPresent(owed -> {
            money = money.settled(payment.orElseThrow().stake(), owed);
            answered();
        });
        return fee;
    }

    /** No usable answer came, and none is waited for. */
    void lost(UnitAttempt unit) {
        var payment = Optional.ofNullable(inFlight.remove(unit));
        payment.ifPresent(paid -> {
            money = money.spent(paid.stake());
            answered();
        });
    }

    TicketSession money() {
        return money;
    }

    private void answered() {
        watch.sums(money);
        var again = List.copyOf(waiting);
        waiting.clear();
        again.forEach(Runnable::run);
    }

    private static Reason reason(OfferRefusal refusal) {
        if (refusal.refreshHelps()) {
            return Reason.PARAMS_EXPIRED;
        }
        boolean funds = refusal.fundsAreTheReason() || refusal instanceof OfferRefusal.FaceValueTooHigh;
        return funds ? Reason.INSUFFICIENT_FUNDS : Reason.TICKET_REFUSED;
    }
}
