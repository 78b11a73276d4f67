package io.headrace.simulation.adversary;

import io.headrace.crypto.Keccak;
import io.headrace.job.lifecycle.Reason;
import io.headrace.machine.Host;
import io.headrace.machine.SimulatedHost;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Credit;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import io.headrace.payments.sender.OfferCheck;
import io.headrace.payments.sender.PriceCheck;
import io.headrace.payments.sender.SenderLimits;
import io.headrace.payments.sender.StagedPayment;
import io.headrace.payments.sender.Staging;
import io.headrace.payments.sender.TicketSession;
import io.headrace.simulation.CheapSigner;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One session of an honest gateway with a recipient that lies: three units in flight, every unit tried again, bills looked
 * at some time after they came. The gateway's decisions are those of production; a {@link PayerWitness} counts.
 */
public final class RecipientTrial {

    private static final SenderLimits LIMITS = new SenderLimits(Credit.of(5_000), Credit.of(100_000), 1);
    private static final SenderFunds FUNDS = SenderFunds.of(Wei.of(1_000_000), Wei.of(1_000_000));
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BLOCK = Duration.ofSeconds(2);
    private static final int UNITS = 40;
    private static final int AT_ONCE = 3;
    private static final int TRIES = 5;
    private static final int LARGEST_UNIT = 5_000;
    private static final long HAPPENINGS = 10_000;

    private final SimulatedHost host;
    private final SplittableRandom fate;
    private final Optional<Guard> without;
    private final CheapSigner payer = CheapSigner.named("payer");
    private final LyingRecipient recipient;
    private final CarelessPayer careless = new CarelessPayer();
    private final PayerWitness witness;
    private final Deque<Unit> waiting = new ArrayDeque<>();
    private TicketSession money;
    private int begun;
    private int delivered;
    private boolean left;

    /** How the recipient cheats. */
    public enum Lie {
        /** Its offers have no expiration block, or one that is almost there. */
        NO_EXPIRATION,
        /** It asks more with every answer. */
        RAISED_PRICE,
        /** Its new offers want larger tickets, dearer ones, or such that always win. */
        DEARER_TICKETS,
        /** It bills more than it delivers. */
        FALSE_BILLS,
        /** It takes tickets and never answers. */
        SILENCE
    }

    /**
     * How a session ended.
     *
     * @param sent the worth of all tickets
     * @param stolen what no work was delivered for
     * @param left whether the gateway had enough of the recipient
     */
    public record Result(int delivered, Credit sent, Credit stolen, boolean left) {}

    private record Unit(long quantity, int tries) {
        Unit again() {
            return new Unit(quantity, tries + 1);
        }
    }

    private RecipientTrial(long seed, Lie lie, Optional<Guard> without) {
        this.host = new SimulatedHost(seed);
        this.fate = new SplittableRandom(~seed);
        this.without = without;
        this.recipient = new LyingRecipient(lie, fate.split());
        var terms = recipient.terms(payer, time());
        this.money = TicketSession.begin(terms.price(), terms.params());
        this.witness = new PayerWitness(LIMITS, FUNDS, terms.price());
    }

    /**
     * @param without a guard to be left out
     * @throws io.headrace.simulation.Violation when a promise is broken
     */
    public static Result run(long seed, Lie lie, Optional<Guard> without) {
        var trial = new RecipientTrial(seed, lie, without);
        for (int i = 0; i < AT_ONCE; i++) {
            trial.next();
        }
        trial.host.run(HAPPENINGS);
        return new Result(trial.delivered, trial.witness.sent(), trial.witness.stolen(), trial.left);
    }

    private boolean lacks(Guard guard) {
        return without.filter(guard::equals).isPresent();
    }

    private ChainTime time() {
        long block = 100 + host.moment().now().getEpochSecond() / BLOCK.toSeconds();
        return new ChainTime(block, new CreationRound(7, Keccak.hash(new byte[] {7})));
    }

    private void next() {
        if (begun < UNITS && !left) {
            begun++;
            pay(new Unit(1 + fate.nextInt(LARGEST_UNIT), 1));
        }
    }

    private void pay(Unit unit) {
        if (left) {
            return;
        }
        var fee = money.price().times(unit.quantity());
        switch (stage(fee)) {
            case Staging.Staged(var next, var payment) -> {
                money = next;
                send(unit, payment, fee);
            }
            case Staging.MustWait _ -> waiting.add(unit);
            case Staging.Refused(var refusal)
            when refusal.refreshHelps() && unit.tries() < TRIES -> {
                adopt(recipient.terms(payer, time()));
                pay(unit.again());
            }
            case Staging.Refused _ -> left = true;
        }
    }

    private Staging stage(Credit fee) {
        if (lacks(Guard.EXPOSURE_LIMIT)) {
            return careless.stage(money, fee);
        }
        return lacks(Guard.OFFER_CHECK)
                ? careless.stageUnseen(money, fee, time())
                : money.stage(fee, new OfferCheck(LIMITS), FUNDS, time());
    }

    private void send(Unit unit, StagedPayment payment, Credit fee) {
        witness.sends(payment, fee, time());
        var timer = host.after(PATIENCE, () -> silent(unit, payment));
        host.after(
                way(),
                () -> recipient
                        .answer(payer, unit.quantity(), time())
                        .ifPresent(answer -> host.after(way(), () -> answered(payment, answer, timer))));
    }

    private Duration way() {
        return Duration.ofMillis(5 + fate.nextInt(500));
    }

    private void answered(StagedPayment payment, LyingRecipient.Answer answer, Host.Timer timer) {
        timer.cancel();
        delivered++;
        money = money.settled(payment.stake(), payment.price().times(answer.billed()));
        witness.delivered(payment.stake(), payment.price().times(answer.delivered()));
        adopt(answer.terms());
        host.after(way(), () -> check(payment, answer));
        wake();
        next();
    }

    private void check(StagedPayment payment, LyingRecipient.Answer answer) {
        witness.checked(payment.stake());
        if (answer.billed() > answer.delivered()) {
            leave(Reason.OVERCHARGED);
        }
    }

    private void adopt(LyingRecipient.Terms terms) {
        var refusal = PriceCheck.refusal(money.initialPrice(), Optional.of(terms.price()));
        if (refusal.isPresent() && !lacks(Guard.PRICE_CHECK)) {
            leave(Reason.PRICE_RAISED);
        } else {
            money = money.adopt(terms.price(), terms.params());
        }
    }

    private void leave(Reason reason) {
        left |= reason.remedy() == Reason.Remedy.SWAP;
    }

    /** Its own session is where a unit is tried again first, as the job's rules have it. */
    private void silent(Unit unit, StagedPayment payment) {
        money = money.unanswered(payment.stake());
        witness.givenUp(payment.stake());
        wake();
        if (Reason.TIMEOUT.remedy() == Reason.Remedy.RETRY && unit.tries() < TRIES) {
            pay(unit.again());
        } else {
            left = true;
        }
    }

    private void wake() {
        var again = new ArrayDeque<>(waiting);
        waiting.clear();
        again.forEach(this::pay);
    }
}
