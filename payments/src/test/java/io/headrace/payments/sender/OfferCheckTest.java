package io.headrace.payments.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Credit;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An offer of tickets worth half of their face value of 1000 wei, at block 100; each test changes one thing. */
class OfferCheckTest {

    private static final ChainTime TIME = new ChainTime(100, new CreationRound(7, Keccak.hash(new byte[] {7})));
    private static final SenderFunds FUNDS = SenderFunds.of(Wei.of(10_000), Wei.of(10_000));
    private static final Wei FACE_VALUE = Wei.of(1_000);
    private static final WinProb HALF = new WinProb(WinProb.MAX.shiftRight(1));
    private static final OfferCheck CHECK = new OfferCheck(new SenderLimits(Credit.of(600), Credit.of(2_000), 1));

    @Test
    void acceptsAnOrdinaryOffer() {
        assertThat(refusal(offer(FACE_VALUE, HALF, 140), 4, FUNDS)).isEmpty();
    }

    @Test
    void refusesAMissingOffer() {
        assertThat(CHECK.refusal(Optional.empty(), 1, FUNDS, TIME).map(OfferRefusal::message))
                .contains("ticketParams is nil");
    }

    @Test
    void refusesAnOfferThatNeverExpires() {
        assertThat(refusal(offer(FACE_VALUE, HALF, 0), 1, FUNDS)).contains("ticketParams expiration block is 0");
    }

    @Test
    void refusesAnOfferThatExpiresBeforeTheTicketsArrive() {
        assertThat(refusal(offer(FACE_VALUE, HALF, 101), 1, FUNDS)).contains("TicketParams expired");
        assertThat(refusal(offer(FACE_VALUE, HALF, 1), 1, FUNDS)).contains("TicketParams expired");
        assertThat(refusal(offer(FACE_VALUE, HALF, 102), 1, FUNDS)).isEmpty();
    }

    @Test
    void acceptsFreeWorkWithoutAnyFunds() {
        assertThat(refusal(offer(Wei.ZERO, WinProb.NEVER, 140), 1, SenderFunds.NONE))
                .isEmpty();
    }

    @Test
    void refusesATicketThatAlwaysWins() {
        assertThat(refusal(offer(FACE_VALUE, WinProb.ALWAYS, 140), 1, FUNDS))
                .contains("ticket faceValue too low faceValue=1000");
    }

    @Test
    void refusesATicketWorthTooMuch() {
        assertThat(refusal(offer(Wei.of(2_000), HALF, 140), 1, FUNDS))
                .contains("ticket EV 1000.00000 > max ticket EV 600.00000");
    }

    @Test
    void refusesWhileItsOwnFundsUnlock() {
        var unlocking = new SenderFunds(FUNDS.deposit(), FUNDS.reserve(), Wei.ZERO, 8);
        var later = new SenderFunds(FUNDS.deposit(), FUNDS.reserve(), Wei.ZERO, 9);

        assertThat(refusal(offer(FACE_VALUE, HALF, 140), 1, unlocking))
                .contains("unable to validate sender: deposit and reserve is set to unlock soon");
        assertThat(refusal(offer(FACE_VALUE, HALF, 140), 1, later)).isEmpty();
    }

    @Test
    void refusesWithoutReserveAndThenWithoutDeposit() {
        assertThat(refusal(offer(FACE_VALUE, HALF, 140), 1, SenderFunds.NONE)).contains("no sender reserve");
        assertThat(refusal(offer(FACE_VALUE, HALF, 140), 1, SenderFunds.of(Wei.ZERO, Wei.of(1))))
                .contains("no sender deposit");
    }

    @Test
    void refusesAPaymentWorthTooMuch() {
        assertThat(refusal(offer(FACE_VALUE, HALF, 140), 5, FUNDS))
                .contains("total ticket EV 2500.00000 for 5 tickets > max total ticket EV 2000.00000");
    }

    @Test
    void refusesAFaceValueThatTheDepositDoesNotCoverOften() {
        var cautious = new OfferCheck(new SenderLimits(Credit.of(600), Credit.of(2_000), 11));

        assertThat(cautious.refusal(offer(FACE_VALUE, HALF, 140), 1, FUNDS, TIME)
                        .map(OfferRefusal::message))
                .contains("ticket faceValue 1000 > max faceValue 909");
    }

    @Test
    void namesTheFirstReasonOfMany() {
        var hopeless = offer(new Wei(WinProb.MAX), WinProb.ALWAYS, 100);

        assertThat(refusal(hopeless, 600, SenderFunds.NONE)).contains("TicketParams expired");
    }

    @Test
    void survivesHugeNumbers() {
        var huge = new TicketParams(
                EthAddress.ZERO,
                new Wei(WinProb.MAX),
                HALF,
                Hash256.ZERO,
                WinProb.MAX,
                WinProb.MAX,
                CreationRound.NONE);

        assertThat(CHECK.refusal(huge, 600, FUNDS, TIME)).isPresent();
    }

    @Test
    void saysWhatHelps() {
        assertThat(new OfferRefusal.Expired(BigInteger.TEN, 10).refreshHelps()).isTrue();
        assertThat(new OfferRefusal.NoReserve().refreshHelps()).isFalse();
        assertThat(new OfferRefusal.NoReserve().fundsAreTheReason()).isTrue();
        assertThat(new OfferRefusal.NoParams().fundsAreTheReason()).isFalse();
    }

    private static Optional<String> refusal(TicketParams offer, long tickets, SenderFunds funds) {
        return CHECK.refusal(Optional.of(offer), tickets, funds, TIME).map(OfferRefusal::message);
    }

    private static TicketParams offer(Wei faceValue, WinProb winProb, long expirationBlock) {
        return new TicketParams(
                EthAddress.ZERO,
                faceValue,
                winProb,
                Hash256.ZERO,
                BigInteger.ONE,
                BigInteger.valueOf(expirationBlock),
                TIME.lastRound());
    }
}
