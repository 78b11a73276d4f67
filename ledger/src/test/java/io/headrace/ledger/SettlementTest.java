package io.headrace.ledger;

import static io.headrace.ledger.LedgerFixture.FIRST;
import static io.headrace.ledger.LedgerFixture.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Chain;
import io.headrace.chain.MaxFloat;
import io.headrace.chain.Outcome;
import io.headrace.chain.redemption.Ending;
import io.headrace.chain.redemption.Preflight;
import io.headrace.chain.redemption.RedemptionLimits;
import io.headrace.chain.redemption.RedemptionQueue;
import io.headrace.chain.redemption.RedemptionQueue.Effect;
import io.headrace.chain.redemption.RedemptionQueue.Event;
import io.headrace.crypto.Hmac;
import io.headrace.crypto.Signatures;
import io.headrace.machine.Moment;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import io.headrace.payments.recipient.AccountKey;
import io.headrace.payments.recipient.Admission;
import io.headrace.payments.recipient.Cashier;
import io.headrace.payments.recipient.CashierLimits;
import io.headrace.payments.recipient.Circumstances;
import io.headrace.payments.recipient.FixedMultipleRule;
import io.headrace.payments.recipient.OfferDesk;
import io.headrace.payments.recipient.Receipt;
import io.headrace.payments.recipient.RecipientRand;
import io.headrace.payments.recipient.TicketInspector;
import io.headrace.payments.sender.OfferCheck;
import io.headrace.payments.sender.SenderLimits;
import io.headrace.payments.sender.Staging;
import io.headrace.payments.sender.TicketSession;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** From the first offer to the last winner, with both sides' own code and nothing in between. */
class SettlementTest {

    private static final Price PRICE = Price.of(7, 3);
    private static final Credit FEE = PRICE.times(1_000);
    private static final Wei TICKET_VALUE = Wei.of(500);
    private static final String SESSION = "a1b2c3d4";
    private static final Moment MOMENT = new Moment(Instant.EPOCH, new SplittableRandom(1));

    private final LedgerFixture fixture = new LedgerFixture(LedgerConfig.local(3));
    private final LocalLedger ledger = new LocalLedger(fixture.rules, fixture.state);
    private final Chain paying = ledger.as(GATEWAY.address());
    private final Chain earning = ledger.as(FIRST.address());
    private final RecipientRand rands = new RecipientRand(new Hmac(new byte[] {1}));
    private final SplittableRandom seeds = new SplittableRandom(9);
    private final OfferDesk desk = new OfferDesk(
            FIRST.address(), new FixedMultipleRule(TICKET_VALUE, FixedMultipleRule.LOCAL_MULTIPLE), rands, length -> {
                byte[] seed = new byte[length];
                seeds.nextBytes(seed);
                return seed;
            });
    private final TicketInspector inspector = new TicketInspector(FIRST.address(), rands, Signatures::signedBy);
    private final Cashier cashier = new Cashier(CashierLimits.withMinimum(Credit.of(TICKET_VALUE)));
    private final AccountKey account = new AccountKey(GATEWAY.address(), SESSION);
    private final List<WinningTicket> winners = new ArrayList<>();

    @Test
    void paysForWorkAndRedeemsEveryWinnerAfterItsOfferEnded() {
        paying.broker().fund(Wei.of(400_000), Wei.of(400_000));
        var session = TicketSession.begin(PRICE, offer());
        for (int unit = 0; unit < 40; unit++) {
            session = worked(session).adopt(PRICE, offer());
        }
        var statement = cashier.statement(account);
        assertThat(statement.accepted()).isEqualTo(statement.debited().plus(statement.balance()));
        assertThat(session.paid().sent()).isEqualTo(statement.accepted());
        assertThat(session.credit()).isEqualTo(statement.balance());
        assertThat(winners).isNotEmpty();

        assertThat(redeem(new RedemptionQueue(RedemptionLimits.LOCAL))).hasSameSizeAs(winners);

        var face = winners.stream().map(winner -> winner.ticket().faceValue()).reduce(Wei.ZERO, Wei::plus);
        assertThat(earning.bonding().standing(FIRST.address()).pendingFees()).isEqualTo(face);
        assertThat(paying.broker().funds(GATEWAY.address()).deposit())
                .isEqualTo(Wei.of(400_000).minus(face));
        assertThat(ledger.state().total()).isEqualTo(fixture.state.total());
    }

    private TicketSession worked(TicketSession session) {
        var funds = paying.broker().funds(GATEWAY.address());
        var staged = (Staging.Staged) session.stage(FEE, new OfferCheck(SenderLimits.DEFAULT), funds, ledger.time());
        var payment = staged.payment().signedBy(GATEWAY);
        var inspection = inspector.inspect(payment, new Circumstances(funds, true, ledger.time()));
        var receipt = (Receipt.Accepted) cashier.receive(SESSION, inspection, PRICE, Instant.EPOCH);
        winners.addAll(receipt.taken().winners());
        var admitted = (Admission.Reserved) cashier.reserve(account, FEE, Instant.EPOCH);
        cashier.settle(admitted.reservation(), FEE, Instant.EPOCH);
        return staged.session().settled(staged.payment().stake(), FEE);
    }

    private TicketParams offer() {
        var maxFloat = available().value();
        return switch (desk.offer(
                GATEWAY.address(), PRICE, maxFloat, earning.wallet().gasPrice(), ledger.time())) {
            case OfferDesk.Offering.Offered(var params) -> params;
            case OfferDesk.Offering.Refused refused -> throw new AssertionError(refused);
            case OfferDesk.Offering.NoRound none -> throw new AssertionError(none);
        };
    }

    private MaxFloat available() {
        var broker = earning.broker();
        return new MaxFloat(
                broker.funds(GATEWAY.address()),
                broker.claimedReserve(GATEWAY.address(), FIRST.address()),
                earning.bonding().poolSize(),
                Wei.ZERO);
    }

    /** Drives the queue until nothing is left, performing its effects at once; the endings. */
    private List<Ending> redeem(RedemptionQueue queue) {
        var endings = new ArrayList<Ending>();
        var state = RedemptionQueue.State.of(winners);
        for (int block = 0; block < 100 && state.size() > 0; block++) {
            ledger.advance(1);
            var events = new ArrayDeque<Event>(List.of(new Event.BlockMined(ledger.time())));
            while (!events.isEmpty()) {
                var step = queue.step(state, events.remove(), MOMENT);
                state = step.state();
                step.effects().forEach(effect -> perform(effect, events, endings));
            }
        }
        return endings;
    }

    private void perform(Effect effect, ArrayDeque<Event> events, List<Ending> endings) {
        switch (effect) {
            case Effect.Check(var ticket, var winner) -> {
                assertThat(winner.mayBeRevealed(ledger.time().block())).isTrue();
                events.add(new Event.Checked(
                        ticket,
                        new Preflight(
                                earning.broker().used(ticket),
                                earning.wallet().gasPrice(),
                                available().availableFunds())));
            }
            case Effect.Redeem(var ticket, var winner) ->
                events.add(
                        switch (earning.broker().redeem(winner)) {
                            case Outcome.Mined<Wei>(var transaction, var paid) ->
                                new Event.Redeemed(ticket, paid, transaction);
                            case Outcome.Reverted<Wei>(var reason) -> new Event.RefusedByBroker(ticket, reason);
                        });
            case Effect.Close close -> endings.add(close.ending());
            case Effect.Delayed delayed ->
                throw new AssertionError(delayed.reason().message());
        }
    }
}
