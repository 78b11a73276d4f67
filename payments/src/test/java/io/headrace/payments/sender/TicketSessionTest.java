package io.headrace.payments.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CheapSigner;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Vectors;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Tickets are worth exactly 30 wei, a third of their face value: 3 divides 2^256 − 1. */
class TicketSessionTest {

    private static final ChainTime TIME = new ChainTime(100, new CreationRound(7, Keccak.hash(new byte[] {7})));
    private static final SenderFunds FUNDS = SenderFunds.of(Wei.of(1_000_000), Wei.of(1_000_000));
    private static final OfferCheck CHECK = new OfferCheck(SenderLimits.DEFAULT);
    private static final WinProb THIRD = new WinProb(WinProb.MAX.divide(BigInteger.valueOf(3)));
    private static final Price PRICE = Price.of(1, 1);

    private final TicketSession fresh = TicketSession.begin(PRICE, offer(1));

    static Stream<JsonNode> batches() {
        return Vectors.of("batchSize")
                .filter(vector -> vector.get("ticketEV").asString().equals("30/1"));
    }

    @ParameterizedTest
    @MethodSource("batches")
    void bringsAsManyTicketsAsTheNetworkWould(JsonNode vector) {
        var fee = Credit.parse(vector.get("fee").asString());
        var session = withCredit(Credit.parse(vector.get("balance").asString()));

        var staged = staged(session, fee);

        assertThat(staged.payment().tickets())
                .isEqualTo(Integer.parseInt(vector.get("numTickets").asString()));
        assertThat(staged.session().settled(staged.payment().stake(), fee).credit())
                .isEqualTo(Credit.parse(vector.get("balanceAfterChange").asString()));
    }

    @Test
    void countsNoncesFromOneWithoutGaps() {
        var first = staged(fresh, Credit.of(40));
        var second = staged(first.session().settled(1, Credit.of(60)), Credit.of(30));

        assertThat(first.payment().firstNonce()).isEqualTo(1);
        assertThat(first.payment().tickets()).isEqualTo(2);
        assertThat(second.payment().firstNonce()).isEqualTo(3);
    }

    @Test
    void beginsNoncesAnewUnderANewCommitmentOnly() {
        var used = staged(fresh, Credit.of(30)).session();

        assertThat(used.adopt(PRICE, offer(1)).nextNonce()).isEqualTo(2);
        assertThat(used.adopt(PRICE, offer(2)).nextNonce()).isEqualTo(1);
    }

    @Test
    void bringsNothingWhenConfirmedCreditSuffices() {
        var staged = staged(withCredit(Credit.of(100)), Credit.of(70));

        assertThat(staged.payment().signedBy(CheapSigner.named("gateway")).batch())
                .isEmpty();
    }

    @Test
    void doesNotCountOnCreditThatAnotherUnitReliesOn() {
        var first = staged(withCredit(Credit.of(100)), Credit.of(70));

        var second = staged(first.session(), Credit.of(60));

        assertThat(second.payment().tickets()).isEqualTo(1);
        assertThat(second.session().free()).isEqualTo(Credit.ZERO);
    }

    @Test
    void signsEachTicketOfABatch() {
        var signer = CheapSigner.named("gateway");
        var payment = staged(fresh, Credit.of(100)).payment().signedBy(signer);

        var batch = payment.batch().orElseThrow();

        assertThat(payment.price()).contains(PRICE);
        assertThat(batch.stubs()).extracting(Payment.Stub::senderNonce).containsExactly(1L, 2L, 3L, 4L);
        assertThat(batch.expectedValue()).isEqualTo(Credit.of(120));
    }

    @Test
    void namesItsOwnRoundWhenTheOfferNamesNone() {
        var roundless = TicketSession.begin(PRICE, offer(1, CreationRound.NONE));

        assertThat(staged(roundless, Credit.of(1)).payment().creation()).isEqualTo(TIME.lastRound());
    }

    @Test
    void paysNothingForFreeWork() {
        var free = TicketSession.begin(Price.FREE, offer(1));

        assertThat(staged(free, Credit.ZERO).payment().tickets()).isZero();
    }

    @Test
    void refusesAnOfferThatExpiredAndStaysAsItWas() {
        var later = new ChainTime(140, TIME.lastRound());

        assertThat(fresh.stage(Credit.of(1), CHECK, FUNDS, later))
                .isEqualTo(new Staging.Refused(new OfferRefusal.Expired(BigInteger.valueOf(140), 140)));
    }

    @Test
    void refusesABatchForWhichNoNoncesAreLeft() {
        var staging = fresh.stage(Credit.of(30 * 601), CHECK, FUNDS, TIME);

        assertThat(staging).isEqualTo(new Staging.Refused(new OfferRefusal.NoncesExhausted(0, 601, 600)));
    }

    @Test
    void refusesAnAbsurdFeeByItsLimits() {
        var staging = fresh.stage(Credit.of(Long.MAX_VALUE), CHECK, FUNDS, TIME);

        assertThat(staging)
                .isInstanceOfSatisfying(
                        Staging.Refused.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(OfferRefusal.PaymentValueTooHigh.class));
    }

    @Test
    void waitsRatherThanRiskMoreThanTheGuaranteeAllows() {
        var one = staged(fresh, Credit.of(1)).session();
        var two = staged(one, Credit.of(1));

        assertThat(two.session().exposure()).isEqualTo(Credit.of(60));
        assertThat(two.session().stage(Credit.of(1), CHECK, FUNDS, TIME))
                .isEqualTo(new Staging.MustWait(Credit.of(90), Credit.of(60)));
    }

    @Test
    void reliesOnWhatUnitsInFlightHaveBroughtBeyondTheirFees() {
        var fee = Credit.of(5);
        var one = staged(fresh, fee).session();
        var two = staged(one, fee).session();
        assertThat(two.stage(fee, CHECK, FUNDS, TIME)).isInstanceOf(Staging.MustWait.class);
        assertThat(two.rely(fee, TIME)).as("before their tickets are sent").isEmpty();

        var session = two.sent(1);
        for (int more = 0; more < 5; more++) {
            var relying = session.rely(fee, TIME).orElseThrow();
            assertThat(relying.payment().tickets()).isZero();
            assertThat(relying.session().exposure()).isEqualTo(two.exposure());
            session = relying.session();
        }
        assertThat(session.rely(fee, TIME)).as("25 of 25 are taken").isEmpty();
        assertThat(session.sent(2).rely(fee, TIME)).isPresent();
    }

    @Test
    void countsWhatWasReliedOnAsTheAnswersCome() {
        var fee = Credit.of(5);
        var two = staged(staged(fresh, fee).session(), fee).session().sent(1);
        var three = two.rely(fee, TIME).orElseThrow().session();

        var after = three.settled(3, fee).settled(1, fee).settled(2, fee);

        assertThat(after.credit()).isEqualTo(Credit.of(2 * 30 - 3 * 5));
        assertThat(after.paid().debited()).isEqualTo(Credit.of(15));
    }

    @Test
    void takesServedWorkForProofOfTheTicketsItReliedOn() {
        var fee = Credit.of(5);
        var two = staged(fresh, fee)
                .session()
                .sent(1)
                .rely(fee, TIME)
                .orElseThrow()
                .session();

        var after = two.settled(2, fee);

        assertThat(after.credit()).as("no debt").isEqualTo(Credit.ZERO);
        assertThat(after.exposure()).isEqualTo(two.exposure().minus(fee)).isEqualTo(after.atRisk());
        assertThat(after.inFlight().surplus()).isEqualTo(Credit.of(20));
        assertThat(after.settled(1, fee).credit()).isEqualTo(Credit.of(30 - 2 * 5));
        assertThat(after.spent(1).paid().lost()).isEqualTo(Credit.of(25));
    }

    @Test
    void takesNoBillBeyondTheEstimateForProof() {
        var fee = Credit.of(5);
        var two = staged(fresh, fee)
                .session()
                .sent(1)
                .rely(fee, TIME)
                .orElseThrow()
                .session();

        var after = two.settled(2, Credit.of(20));

        assertThat(after.credit()).isEqualTo(Credit.of(-15));
        assertThat(after.atRisk()).as("the rest is a debt, and makes no room").isEqualTo(Credit.of(25));
    }

    @Test
    void losesWhatIsLostOnceWhoeverReliedOnIt() {
        var fee = Credit.of(5);
        var two = staged(staged(fresh, fee).session(), fee).session().sent(1);
        var three = two.rely(fee, TIME).orElseThrow().session();

        var after = three.spent(1).settled(2, fee).settled(3, fee);

        assertThat(after.paid().lost()).isEqualTo(Credit.of(30));
        assertThat(after.credit()).isEqualTo(Credit.of(30 - 10));
    }

    @Test
    void paysAgainOnceAnAnswerCame() {
        var two = staged(staged(fresh, Credit.of(1)).session(), Credit.of(1)).session();

        var answered = two.settled(1, Credit.of(1)).settled(2, Credit.of(1));

        assertThat(staged(answered, Credit.of(1)).payment().tickets()).isZero();
    }

    @Test
    void forgetsAPaymentThatWasNeverSent() {
        var staged = staged(withCredit(Credit.of(10)), Credit.of(50));

        var after = staged.session().notSent(staged.payment().stake());

        assertThat(after.credit()).isEqualTo(Credit.of(10));
        assertThat(after.paid().sent()).isEqualTo(Credit.ZERO);
        assertThat(after.nextNonce()).isEqualTo(3);
    }

    @Test
    void givesUpWhatAnUnansweredUnitBroughtAndReliedOn() {
        var staged = staged(withCredit(Credit.of(10)), Credit.of(50));

        var after = staged.session().spent(staged.payment().stake());

        assertThat(after.paid().lost()).isEqualTo(Credit.of(60));
        assertThat(after.exposure()).isEqualTo(Credit.of(10));
    }

    @Test
    void paysASilentRecipientOnce() {
        var silent = staged(fresh, Credit.of(50)).session().unanswered(1);

        assertThat(silent.paid().lost()).isEqualTo(Credit.of(60));
        assertThat(silent.stage(Credit.of(50), CHECK, FUNDS, TIME))
                .isEqualTo(new Staging.Refused(
                        new OfferRefusal.AnswersMissing(Credit.of(60), Credit.of(120), Credit.of(80))));
    }

    @Test
    void usesConfirmedCreditEvenOfARecipientThatWasSilent() {
        var wealthy = withCredit(Credit.of(100));

        var silent = staged(wealthy, Credit.of(40)).session().unanswered(1);

        assertThat(staged(silent, Credit.of(50)).payment().tickets()).isZero();
    }

    @Test
    void repaysADebtOnlyAsFarAsTheLimitAllows() {
        var overbilled = staged(fresh, Credit.of(50)).session().settled(1, Credit.of(5_000));

        assertThat(overbilled.credit()).isEqualTo(Credit.of(-4_940));
        assertThat(staged(overbilled, Credit.of(50)).payment().tickets()).isEqualTo(2);
    }

    @Test
    void doesNotTakeADebtForRoomWithinTheLimit() {
        var overbilled = withCredit(Credit.of(-1_000));
        var first = staged(overbilled, Credit.of(30)).session();

        assertThat(first.stage(Credit.of(30), CHECK, FUNDS, TIME)).isInstanceOf(Staging.MustWait.class);
    }

    @Test
    void doesNotEndAUnitTwice() {
        var staged = staged(fresh, Credit.of(1));
        var after = staged.session().settled(1, Credit.of(1));

        assertThatThrownBy(() -> after.settled(1, Credit.of(1))).hasMessageContaining("No unit with stake 1");
    }

    private static TicketSession withCredit(Credit credit) {
        return new TicketSession(PRICE, PRICE, offer(1), 1, credit, InFlight.NONE, 1, PaidSums.NONE, Credit.ZERO);
    }

    private static Staging.Staged staged(TicketSession session, Credit fee) {
        return (Staging.Staged) session.stage(fee, CHECK, FUNDS, TIME);
    }

    private static TicketParams offer(int commitment) {
        return offer(commitment, TIME.lastRound());
    }

    private static TicketParams offer(int commitment, CreationRound creation) {
        return new TicketParams(
                EthAddress.ZERO,
                Wei.of(90),
                THIRD,
                Hash256.of(BigInteger.valueOf(commitment)),
                BigInteger.ONE,
                BigInteger.valueOf(140),
                creation);
    }
}
