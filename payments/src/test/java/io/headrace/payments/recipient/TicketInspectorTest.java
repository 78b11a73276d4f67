package io.headrace.payments.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Hmac;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CheapSigner;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TicketInspectorTest {

    private final Counter counter = new Counter();
    private final TicketParams offer = counter.offer();
    private final Payment good = counter.payment(offer, 1, 2);

    @Test
    void examinesEveryTicketOfAGoodPayment() {
        assertThat(counter.inspect(good)).isInstanceOfSatisfying(Inspection.Examined.class, examined -> {
            assertThat(examined.tickets()).hasSize(2).allMatch(Inspection.ExaminedTicket::genuine);
            assertThat(examined.expired()).isFalse();
            assertThat(examined.ticketValue()).isEqualTo(offer.expectedValue());
        });
    }

    @Test
    void findsAboutOneWinnerInTen() {
        var examined = (Inspection.Examined) counter.inspect(counter.payment(offer, 1, 600));

        assertThat(examined.tickets().stream()
                        .filter(Inspection.ExaminedTicket::wins)
                        .count())
                .isBetween(30L, 100L);
    }

    @Test
    void refusesAPaymentOfNobody() {
        assertThat(message(new Payment(EthAddress.ZERO, good.price(), good.batch())))
                .isEqualTo("invalid ticket sender");
    }

    @Test
    void refusesAPaymentThatStatesNoPrice() {
        assertThat(message(new Payment(good.sender(), Optional.empty(), good.batch())))
                .isEqualTo("invalid expected price sent with payment err=\"expected price is nil\"");
        assertThat(message(new Payment(good.sender(), Optional.empty(), Optional.empty())))
                .contains("expected price is nil");
    }

    @Test
    void refusesTicketsWithoutACreationRound() {
        var batch = Counter.batch(good);

        assertThat(message(Counter.with(good, new Payment.Batch(batch.params(), CreationRound.NONE, batch.stubs()))))
                .isEqualTo("invalid ticket creation round");
    }

    @Test
    void refusesEverythingWhileItIsInactive() {
        var inactive = new Circumstances(Counter.FUNDS, false, Counter.TIME);

        assertThat(message(good, inactive))
                .isEqualTo("orchestrator " + counter.recipient + " is inactive in round 7, cannot process payments");
    }

    @Test
    void refusesASenderWhoseMoneyUnlocksSoon() {
        var unlocking = new SenderFunds(Wei.of(1), Wei.of(1), Wei.ZERO, 8);

        assertThat(message(good, new Circumstances(unlocking, true, Counter.TIME)))
                .isEqualTo("deposit and reserve for sender " + counter.gateway.address() + " is set to unlock soon");
    }

    @Test
    void refusesTicketsForSomebodyElse() {
        var foreign = new TicketParams(
                CheapSigner.named("other").address(),
                offer.faceValue(),
                offer.winProb(),
                offer.randHash(),
                offer.seed(),
                offer.expirationBlock(),
                offer.creation());

        assertThat(message(counter.payment(foreign, 1, 1))).isEqualTo("invalid ticket recipient");
    }

    @Test
    void refusesAnOfferInWhichAnythingWasChanged() {
        var more = BigInteger.ONE;
        var hash = Hash256.of(BigInteger.TEN);
        var round = new CreationRound(8, offer.creation().blockHash());
        List<TicketParams> forged = List.of(
                changed(offer.faceValue().plus(Wei.of(1)), offer.winProb(), offer.randHash(), offer.seed(), 140),
                changed(offer.faceValue(), WinProb.ALWAYS, offer.randHash(), offer.seed(), 140),
                changed(offer.faceValue(), offer.winProb(), hash, offer.seed(), 140),
                changed(
                        offer.faceValue(),
                        offer.winProb(),
                        offer.randHash(),
                        offer.seed().add(more),
                        140),
                changed(offer.faceValue(), offer.winProb(), offer.randHash(), offer.seed(), 141),
                changed(new Wei(WinProb.MAX), WinProb.ALWAYS, hash, WinProb.MAX, Long.MAX_VALUE));

        assertThat(forged)
                .allSatisfy(params -> assertThat(message(counter.payment(params, 1, 1)))
                        .isEqualTo("invalid recipientRand for ticket recipientRandHash"));
        assertThat(message(Counter.with(
                        good,
                        new Payment.Batch(offer, round, Counter.batch(good).stubs()))))
                .isEqualTo("invalid recipientRand for ticket recipientRandHash");
    }

    @Test
    void refusesAnotherPriceThanTheOfferWasMadeAt() {
        var cheaper = new Payment(good.sender(), Optional.of(Price.of(1, 1)), good.batch());

        assertThat(message(cheaper)).isEqualTo("invalid recipientRand for ticket recipientRandHash");
    }

    @Test
    void refusesAnOfferThatWasMadeToSomebodyElse() {
        var thief = new Payment(CheapSigner.named("thief").address(), good.price(), good.batch());

        assertThat(message(thief)).isEqualTo("invalid recipientRand for ticket recipientRandHash");
    }

    @Test
    void refusesAnOfferOfAnotherSecret() {
        var restarted =
                new TicketInspector(counter.recipient, new RecipientRand(new Hmac(new byte[] {9})), CheapSigner.CHECK);

        assertThat(restarted.inspect(good, Counter.ORDINARY)).isInstanceOf(Inspection.Refused.class);
    }

    @Test
    void marksATicketThatTheSenderDidNotSign() {
        var batch = Counter.batch(good);
        var swapped = List.of(
                new Payment.Stub(1, batch.stubs().get(1).signature()),
                batch.stubs().get(1));

        var examined = (Inspection.Examined) counter.inspect(Counter.with(good, Counter.with(batch, swapped)));

        assertThat(examined.tickets())
                .extracting(Inspection.ExaminedTicket::genuine)
                .containsExactly(false, true);
        assertThat(examined.tickets().getFirst().wins()).isFalse();
    }

    @Test
    void marksAnOfferThatExpired() {
        var later = new Circumstances(Counter.FUNDS, true, new ChainTime(140, Counter.TIME.lastRound()));

        var examined = (Inspection.Examined) counter.inspector.inspect(good, later);

        assertThat(examined.expired()).isTrue();
    }

    @Test
    void makesNoOfferBeforeTheFirstRound() {
        var desk = new OfferDesk(counter.recipient, new FixedMultipleRule(Wei.of(1), 10), counter.rands, byte[]::new);

        assertThat(desk.offer(
                        good.sender(),
                        Counter.PRICE,
                        offer.expectedValue(),
                        Wei.ZERO,
                        new ChainTime(1, CreationRound.NONE)))
                .isEqualTo(new OfferDesk.Offering.NoRound());
    }

    @Test
    void offersFreeWorkWithoutALottery() {
        var free = counter.offer(Price.FREE, Counter.TIME);

        assertThat(free.faceValue()).isEqualTo(Wei.ZERO);
        assertThat(free.winProb()).isEqualTo(WinProb.NEVER);
        assertThat(free.expirationBlock()).isEqualTo(140);
    }

    private TicketParams changed(Wei faceValue, WinProb winProb, Hash256 randHash, BigInteger seed, long expires) {
        return new TicketParams(
                counter.recipient, faceValue, winProb, randHash, seed, BigInteger.valueOf(expires), offer.creation());
    }

    private String message(Payment payment) {
        return message(payment, Counter.ORDINARY);
    }

    private String message(Payment payment, Circumstances circumstances) {
        return switch (counter.inspector.inspect(payment, circumstances)) {
            case Inspection.Refused(var refusal) -> refusal.message();
            case Inspection.WithoutTickets _, Inspection.Examined _ -> "not refused";
        };
    }
}
