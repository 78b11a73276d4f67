package io.headrace.chain.redemption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.Revert;
import io.headrace.chain.redemption.Held.Phase;
import io.headrace.chain.redemption.RedemptionQueue.Effect;
import io.headrace.chain.redemption.RedemptionQueue.Event;
import io.headrace.chain.redemption.RedemptionQueue.Event.OfWinner;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Signature;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** One winner worth 1000 wei of round 7, at block 200 of that round; an ending is believed after 3 blocks. */
class RedemptionTest {

    private static final WinningTicket WINNER = winner();
    private static final Hash256 HASH = WINNER.hash();
    private static final Preflight FINE = new Preflight(false, Wei.of(1), Credit.of(5_000));
    private static final Preflight USED = new Preflight(true, Wei.ZERO, Credit.ZERO);
    private static final Ending PAID = new Ending.Paid(Wei.of(900), "tx");
    private static final Ending EXPIRED = new Ending.Expired(7, 9);

    @Nested
    class Checking {

        private final Phase phase = new Phase.Checking();

        @Test
        void isSubmittedWhenTheChainHasNothingAgainstIt() {
            var step = told(phase, new Event.Checked(HASH, FINE));

            assertThat(step).isEqualTo(Step.to(held(new Phase.Submitting()), new Effect.Redeem(HASH, WINNER)));
        }

        @Test
        void isProvisionallyGoneWhenItWasUsed() {
            var step = told(phase, new Event.Checked(HASH, USED));

            assertThat(step).isEqualTo(Step.to(held(new Phase.Provisional(new Ending.UsedBefore(), 203))));
        }

        @Test
        void isProvisionallyGoneWhenItsRoundsHavePassed() {
            var step = told(inRound(9), phase, new Event.Checked(HASH, FINE));

            assertThat(step).isEqualTo(Step.to(held(new Phase.Provisional(EXPIRED, 203))));
        }

        @Test
        void waitsLongerThanTheLastTimeForAReason() {
            var dear = new Preflight(false, Wei.of(6), Credit.of(5_000));
            var tried = new Held(HASH, WINNER, phase, 2);

            var step = inRound(7).step(tried, new Event.Checked(HASH, dear), moment());

            assertThat(step.state()).isEqualTo(new Held(HASH, WINNER, new Phase.Waiting(204), 3));
            assertThat(step.effects())
                    .containsExactly(new Effect.Delayed(HASH, new Delay.GasTooDear(Wei.of(5), Wei.of(6))));
        }
    }

    @Nested
    class Submitting {

        private final Phase phase = new Phase.Submitting();

        @Test
        void isGoneAtOnceWhereTheChainTakesNothingBack() {
            var limits = new RedemptionLimits(10, Wei.of(5), 2, 2, 0);
            var certain = new Redemption(limits, time(7));

            var step = told(certain, phase, new Event.Redeemed(HASH, Wei.of(900), "tx"));

            assertThat(step).isEqualTo(Step.to(held(new Phase.Gone(PAID)), new Effect.Close(HASH, WINNER, PAID)));
            assertThat(certain.ended(step.state())).isTrue();
        }

        @Test
        void isGoneForGoodWhenTheBrokerWouldNeverTakeIt() {
            var worthless = new Ending.Worthless(Revert.DID_NOT_WIN);

            var step = told(phase, new Event.RefusedByBroker(HASH, Revert.DID_NOT_WIN));

            assertThat(step)
                    .isEqualTo(Step.to(held(new Phase.Gone(worthless)), new Effect.Close(HASH, WINNER, worthless)));
        }

        @Test
        void isRefusedWithNoReasonOfAnotherCall() {
            assertThatThrownBy(() -> told(phase, new Event.RefusedByBroker(HASH, Revert.NOT_BONDED)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("NOT_BONDED");
        }
    }

    @Nested
    class Confirming {

        @Test
        void isBelievedWhenTheChainStillHasIt() {
            var step = told(new Phase.Confirming(PAID), new Event.Checked(HASH, USED));

            assertThat(step.effects()).containsExactly(new Effect.Close(HASH, WINNER, PAID));
        }

        @Test
        void isWaitedForOnceMoreWhenNobodyAnswers() {
            var step = told(new Phase.Confirming(PAID), new Event.Unreachable(HASH, "no answer"));

            assertThat(step.state()).isEqualTo(held(new Phase.Provisional(PAID, 201)));
            assertThat(step.effects()).containsExactly(new Effect.Delayed(HASH, new Delay.Unavailable("no answer")));
        }

        @Test
        void isConfirmedAnewWhenAnExpiredWinnerWasUsedAfterAll() {
            var step = told(new Phase.Confirming(EXPIRED), new Event.Checked(HASH, USED));

            assertThat(step).isEqualTo(Step.to(held(new Phase.Provisional(new Ending.UsedBefore(), 203))));
        }
    }

    @Test
    void isTakenBackOnlyFromAnEnding() {
        for (var phase : List.of(new Phase.Provisional(PAID, 203), new Phase.Confirming(PAID))) {
            var step = told(phase, new Event.TakenBack(HASH));
            assertThat(step.state().phase()).isEqualTo(new Phase.Waiting(201));
            assertThat(step.effects()).containsExactly(new Effect.Delayed(HASH, new Delay.TakenBack(PAID)));
        }
        for (var phase : List.of(new Phase.Waiting(0), new Phase.Checking(), new Phase.Submitting())) {
            assertThat(told(phase, new Event.TakenBack(HASH))).isEqualTo(Step.to(held(phase)));
        }
    }

    @Test
    void takesNoNoticeOfACheckThatNobodyAskedFor() {
        for (var phase : List.of(new Phase.Waiting(0), new Phase.Submitting(), new Phase.Provisional(PAID, 203))) {
            assertThat(told(phase, new Event.Checked(HASH, USED))).isEqualTo(Step.to(held(phase)));
        }
    }

    private static Step<Held, Effect> told(Phase phase, OfWinner answer) {
        return told(inRound(7), phase, answer);
    }

    private static Step<Held, Effect> told(Redemption redemption, Phase phase, OfWinner answer) {
        return redemption.step(held(phase), answer, moment());
    }

    private static Redemption inRound(long round) {
        return new Redemption(new RedemptionLimits(10, Wei.of(5), 2, 2, 3), time(round));
    }

    private static ChainTime time(long round) {
        return new ChainTime(200, new CreationRound(round, Hash256.ZERO));
    }

    private static Moment moment() {
        return new Moment(Instant.EPOCH, new SplittableRandom(1));
    }

    private static Held held(Phase phase) {
        return new Held(HASH, WINNER, phase, 0);
    }

    private static WinningTicket winner() {
        byte[] signature = new byte[Signature.LENGTH];
        signature[64] = 27;
        var ticket = new Ticket(
                EthAddress.ZERO,
                EthAddress.parse("1563915e194d8cfba1943570603f7606a3115508"),
                Wei.of(1_000),
                WinProb.ALWAYS,
                1,
                Hash256.ZERO,
                new CreationRound(7, Hash256.ZERO));
        return new WinningTicket(
                new SignedTicket(ticket, Signature.of(signature)), Hash256.ZERO, BigInteger.valueOf(140));
    }
}
