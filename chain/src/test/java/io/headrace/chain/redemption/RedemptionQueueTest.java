package io.headrace.chain.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Revert;
import io.headrace.chain.redemption.RedemptionQueue.Effect;
import io.headrace.chain.redemption.RedemptionQueue.Event;
import io.headrace.chain.redemption.RedemptionQueue.State;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Signature;
import io.headrace.machine.Moment;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Credit;
import io.headrace.payments.SignedTicket;
import io.headrace.payments.Ticket;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import io.headrace.payments.WinningTicket;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Winners worth 1000 wei of round 7, whose offers expire at block 140; gas 10 at up to 5 wei. */
class RedemptionQueueTest {

    private static final Moment MOMENT = new Moment(Instant.EPOCH, new SplittableRandom(1));
    private static final EthAddress SENDER = EthAddress.parse("1563915e194d8cfba1943570603f7606a3115508");
    private static final Preflight FINE = new Preflight(false, Wei.of(1), Credit.of(5_000));
    private static final Preflight USED = new Preflight(true, Wei.ZERO, Credit.ZERO);

    private RedemptionQueue queue = new RedemptionQueue(new RedemptionLimits(10, Wei.of(5), 2, 2, 0));
    private State state = State.of(List.of());
    private List<Effect> effects = List.of();

    @Test
    void waitsUntilTheOfferHasExpired() {
        found(1);

        mined(139, 7);
        assertThat(effects).isEmpty();

        mined(140, 7);
        assertThat(effects).containsExactly(new Effect.Check(hash(1), winner(1)));
    }

    @Test
    void redeemsWhatPassesTheCheck() {
        checking(1);

        tell(new Event.Checked(hash(1), FINE));
        assertThat(effects).containsExactly(new Effect.Redeem(hash(1), winner(1)));
        assertThat(state.pending(SENDER)).isEqualTo(Wei.of(1_000));

        tell(new Event.Redeemed(hash(1), Wei.of(900), "tx"));
        assertThat(endings()).containsExactly(new Ending.Paid(Wei.of(900), "tx"));
        assertThat(state.size()).isZero();
        assertThat(state.pending(SENDER)).isEqualTo(Wei.ZERO);
    }

    @Test
    void takesAWinnerToldTwiceForOne() {
        found(1);
        found(1);

        assertThat(state.size()).isEqualTo(1);
    }

    @Test
    void letsNoWinnerBlockAnother() {
        found(1);
        found(2);
        found(3);
        mined(140, 7);
        tell(new Event.Checked(hash(1), new Preflight(false, Wei.of(1), Credit.of(1))));
        tell(new Event.Checked(hash(2), FINE));

        mined(140, 7);

        assertThat(effects).containsExactly(new Effect.Check(hash(3), winner(3)));
    }

    @Test
    void keepsSoManyInFlightAndNoMore() {
        found(1);
        found(2);
        found(3);

        mined(140, 7);

        assertThat(effects).hasSize(2);
    }

    @Test
    void letsAWinnerGoWhoseRoundsHavePassed() {
        found(1);

        mined(139, 9);
        assertThat(effects).containsExactly(new Effect.Check(hash(1), winner(1)));
        tell(new Event.Checked(hash(1), FINE));

        assertThat(endings()).containsExactly(new Ending.Expired(7, 9));
    }

    @Test
    void callsNoWinnerExpiredThatAnEarlierLifeRedeemed() {
        found(1);
        mined(200, 9);

        tell(new Event.Checked(hash(1), USED));

        assertThat(endings()).containsExactly(new Ending.UsedBefore());
    }

    @Test
    void looksAtAnExpiredWinnerOnceMoreWhenTheChainMayTakeBlocksBack() {
        provisional(new Event.RefusedByBroker(hash(1), Revert.TICKET_EXPIRED));
        mined(143, 9);
        tell(new Event.Checked(hash(1), USED));
        assertThat(endings()).isEmpty();

        mined(146, 9);
        tell(new Event.Checked(hash(1), USED));

        assertThat(endings()).containsExactly(new Ending.UsedBefore());
    }

    @Test
    void letsAnExpiredWinnerGoAfterItsConfirmations() {
        queue = new RedemptionQueue(new RedemptionLimits(10, Wei.of(5), 2, 2, 3));
        submitting(1);
        mined(141, 9);
        tell(new Event.RefusedByBroker(hash(1), Revert.TICKET_EXPIRED));
        assertThat(endings()).isEmpty();
        mined(144, 9);

        tell(new Event.Checked(hash(1), FINE));

        assertThat(endings()).containsExactly(new Ending.Expired(7, 9));
    }

    /** A node that lags, or a branch that is taken back, does not know the round yet, or knows another block of it. */
    @Test
    void keepsAWinnerWhoseCreationRoundIsNotKnownHere() {
        for (var reason : List.of(Revert.CREATION_ROUND_UNKNOWN, Revert.CREATION_HASH_WRONG)) {
            submitting(1);
            tell(new Event.RefusedByBroker(hash(1), reason));
            assertThat(effects).containsExactly(new Effect.Delayed(hash(1), new Delay.Refused(reason)));
        }
    }

    @Test
    void letsAWinnerGoThatWasUsed() {
        checking(1);

        tell(new Event.Checked(hash(1), new Preflight(true, Wei.ZERO, Credit.ZERO)));

        assertThat(endings()).containsExactly(new Ending.UsedBefore());
    }

    @Test
    void waitsForCheaperGas() {
        assertThat(delayOf(new Preflight(false, Wei.of(6), Credit.of(5_000))))
                .isEqualTo(new Delay.GasTooDear(Wei.of(5), Wei.of(6)));
    }

    @Test
    void waitsWhenTheSenderCouldNotEvenPayTheGas() {
        assertThat(delayOf(new Preflight(false, Wei.of(5), Credit.of(50))).message())
                .startsWith("insufficient sender funds for redeem tx cost");
    }

    @Test
    void waitsForATopUpButNotInTheLastRound() {
        var poor = new Preflight(false, Wei.of(1), Credit.of(999));
        assertThat(delayOf(poor)).isEqualTo(new Delay.FundsBelowFaceValue(Credit.of(999), Wei.of(1_000)));

        mined(300, 8);
        tell(new Event.Checked(hash(1), poor));

        assertThat(effects).containsExactly(new Effect.Redeem(hash(1), winner(1)));
    }

    @Test
    void waitsLongerEachTime() {
        checking(1);
        tell(new Event.Unreachable(hash(1), "no answer"));
        mined(141, 7);
        assertThat(effects).containsExactly(new Effect.Check(hash(1), winner(1)));

        tell(new Event.Unreachable(hash(1), "no answer"));
        mined(142, 7);
        assertThat(effects).isEmpty();
        mined(143, 7);
        assertThat(effects).hasSize(1);
    }

    @Test
    void givesUpOnlyWhatTheBrokerWouldNeverPay() {
        for (var reason : List.of(Revert.DID_NOT_WIN, Revert.RAND_MISMATCH, Revert.SIGNATURE_WRONG)) {
            submitting(1);
            tell(new Event.RefusedByBroker(hash(1), reason));
            assertThat(endings()).containsExactly(new Ending.Worthless(reason));
        }
        for (var reason : List.of(Revert.FUNDS_BELOW_FACE_VALUE, Revert.SYSTEM_PAUSED, Revert.SHARE_UNDERFLOW)) {
            submitting(1);
            tell(new Event.RefusedByBroker(hash(1), reason));
            assertThat(effects).containsExactly(new Effect.Delayed(hash(1), new Delay.Refused(reason)));
        }
    }

    @Test
    void beginsAgainAfterARestart() {
        submitting(1);

        tell(new Event.Resumed());

        assertThat(effects).containsExactly(new Effect.Check(hash(1), winner(1)));
    }

    @Test
    void ignoresLateAnswersAboutWinnersThatAreGone() {
        submitting(1);
        tell(new Event.Redeemed(hash(1), Wei.of(1), "tx"));

        tell(new Event.Redeemed(hash(1), Wei.of(1), "tx"));
        tell(new Event.Unreachable(hash(1), "late"));
        tell(new Event.Checked(hash(1), FINE));

        assertThat(effects).isEmpty();
    }

    @Test
    void letsAHopelessWinnerKeepNoPlaceFromOthers() {
        queue = new RedemptionQueue(new RedemptionLimits(10, Wei.of(5), 2, 1, 0));
        found(1);
        found(2);
        mined(140, 7);
        tell(new Event.Unreachable(hash(1), "no answer"));

        mined(141, 7);

        assertThat(effects).containsExactly(new Effect.Check(hash(2), winner(2)));
    }

    @Test
    void looksWhetherATicketIsUsedAfterARedemptionMinedInVain() {
        submitting(1);

        tell(new Event.MinedInVain(hash(1), "tx"));
        assertThat(effects).containsExactly(new Effect.Delayed(hash(1), new Delay.MinedInVain("tx")));
        mined(141, 7);
        assertThat(effects).containsExactly(new Effect.Check(hash(1), winner(1)));

        tell(new Event.Checked(hash(1), new Preflight(true, Wei.ZERO, Credit.ZERO)));
        assertThat(endings()).containsExactly(new Ending.UsedBefore());
    }

    @Test
    void redeemsAgainWhatWasMinedInVainAndIsUnused() {
        submitting(1);
        tell(new Event.MinedInVain(hash(1), "tx"));
        mined(141, 7);

        tell(new Event.Checked(hash(1), FINE));

        assertThat(effects).containsExactly(new Effect.Redeem(hash(1), winner(1)));
    }

    @Test
    void believesAPaymentAfterItsConfirmations() {
        provisional(new Event.Redeemed(hash(1), Wei.of(900), "tx"));
        mined(142, 7);
        assertThat(effects).isEmpty();

        mined(143, 7);
        assertThat(effects).containsExactly(new Effect.Check(hash(1), winner(1)));
        tell(new Event.Checked(hash(1), USED));

        assertThat(endings()).containsExactly(new Ending.Paid(Wei.of(900), "tx"));
        assertThat(state.size()).isZero();
    }

    @Test
    void redeemsOnceMoreWhatTheChainTookBack() {
        var paid = new Ending.Paid(Wei.of(900), "tx");
        provisional(new Event.Redeemed(hash(1), Wei.of(900), "tx"));
        mined(143, 7);
        tell(new Event.Checked(hash(1), FINE));
        assertThat(effects).containsExactly(new Effect.Delayed(hash(1), new Delay.TakenBack(paid)));

        mined(144, 7);
        tell(new Event.Checked(hash(1), FINE));
        assertThat(effects).containsExactly(new Effect.Redeem(hash(1), winner(1)));
        tell(new Event.Redeemed(hash(1), Wei.of(900), "tx2"));
        mined(147, 7);
        tell(new Event.Checked(hash(1), USED));

        assertThat(endings()).containsExactly(new Ending.Paid(Wei.of(900), "tx2"));
    }

    @Test
    void redeemsAgainAtOnceWhenItHearsThatAPaymentDisappeared() {
        for (boolean confirming : List.of(false, true)) {
            provisional(new Event.Redeemed(hash(1), Wei.of(900), "tx"));
            if (confirming) {
                mined(143, 7);
            }

            tell(new Event.TakenBack(hash(1)));
            tell(new Event.TakenBack(hash(1)));
            mined(144, 7);

            assertThat(effects).containsExactly(new Effect.Check(hash(1), winner(1)));
            tell(new Event.TakenBack(hash(1)));
            assertThat(effects).isEmpty();
        }
    }

    @Test
    void believesThatAnotherRedeemedItAfterConfirmationsToo() {
        provisional(new Event.RefusedByBroker(hash(1), Revert.TICKET_USED));
        assertThat(effects).isEmpty();

        mined(143, 7);
        tell(new Event.Checked(hash(1), USED));

        assertThat(endings()).containsExactly(new Ending.UsedBefore());
    }

    @Test
    void keepsAPaymentInMindWhileTheChainIsSilentOrTheNodeRestarts() {
        provisional(new Event.Redeemed(hash(1), Wei.of(900), "tx"));
        mined(143, 7);

        tell(new Event.Unreachable(hash(1), "no answer"));
        assertThat(effects).containsExactly(new Effect.Delayed(hash(1), new Delay.Unavailable("no answer")));
        mined(144, 7);
        tell(new Event.Resumed());
        assertThat(effects).containsExactly(new Effect.Check(hash(1), winner(1)));
        tell(new Event.Checked(hash(1), USED));

        assertThat(endings()).containsExactly(new Ending.Paid(Wei.of(900), "tx"));
    }

    @Test
    void letsNoWinnerExpireThatIsPaidProvisionally() {
        provisional(new Event.Redeemed(hash(1), Wei.of(900), "tx"));

        mined(200, 9);

        assertThat(effects).containsExactly(new Effect.Check(hash(1), winner(1)));
    }

    /** On a chain where three blocks make an ending final. */
    private void provisional(Event ending) {
        queue = new RedemptionQueue(new RedemptionLimits(10, Wei.of(5), 2, 2, 3));
        submitting(1);
        tell(ending);
        assertThat(endings()).isEmpty();
        assertThat(state.pending(SENDER)).isEqualTo(Wei.ZERO);
    }

    private Delay delayOf(Preflight preflight) {
        checking(1);
        tell(new Event.Checked(hash(1), preflight));
        return effects.stream()
                .filter(Effect.Delayed.class::isInstance)
                .map(effect -> ((Effect.Delayed) effect).reason())
                .findFirst()
                .orElseThrow();
    }

    private void submitting(int nonce) {
        checking(nonce);
        tell(new Event.Checked(hash(nonce), FINE));
    }

    private void checking(int nonce) {
        state = State.of(List.of());
        found(nonce);
        mined(140, 7);
    }

    private void found(int nonce) {
        tell(new Event.WinnerFound(winner(nonce)));
    }

    private void mined(long block, long round) {
        tell(new Event.BlockMined(new ChainTime(block, new CreationRound(round, hash(99)))));
    }

    private void tell(Event event) {
        var step = queue.step(state, event, MOMENT);
        state = step.state();
        effects = step.effects();
    }

    private List<Ending> endings() {
        return effects.stream()
                .filter(Effect.Close.class::isInstance)
                .map(effect -> ((Effect.Close) effect).ending())
                .toList();
    }

    private static Hash256 hash(int nonce) {
        return winner(nonce).hash();
    }

    private static WinningTicket winner(int nonce) {
        byte[] signature = new byte[Signature.LENGTH];
        signature[64] = 27;
        var ticket = new Ticket(
                EthAddress.ZERO,
                SENDER,
                Wei.of(1_000),
                WinProb.ALWAYS,
                nonce,
                Hash256.ZERO,
                new CreationRound(7, Hash256.ZERO));
        return new WinningTicket(
                new SignedTicket(ticket, Signature.of(signature)), Hash256.ZERO, BigInteger.valueOf(140));
    }
}
