package io.headrace.node.chain;

import static io.headrace.node.chain.Scene.mined;
import static io.headrace.node.chain.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Revert;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import org.junit.jupiter.api.Test;

/** Deposits, reserves, and how they come back (payments section 4.3). */
interface FundingScenarios {

    Scene scene();

    @Test
    default void movesMoneyOutOfTheWalletIntoDepositAndReserve() {
        var scene = scene();

        var funds = mined(scene.gateway.broker().fund(Wei.of(300), Wei.of(200)));

        assertThat(funds).isEqualTo(SenderFunds.of(Wei.of(300), Wei.of(200)));
        assertThat(scene.eth(Cast.GATEWAY)).isEqualTo(Cast.WEALTH.minus(Wei.of(500)));
        assertThat(mined(scene.gateway.broker().fund(Wei.of(1), Wei.of(2))))
                .isEqualTo(SenderFunds.of(Wei.of(301), Wei.of(202)));
    }

    @Test
    default void takesAllThatTheWalletHoldsAndNotOneWeiMore() {
        var scene = scene();
        var tooMuch = Cast.WEALTH.plus(Wei.of(1));
        refused(Revert.BALANCE_TOO_LOW, scene.gateway.broker().fund(tooMuch, Wei.ZERO));

        mined(scene.gateway.broker().fund(Cast.WEALTH, Wei.ZERO));

        assertThat(scene.eth(Cast.GATEWAY)).isEqualTo(Wei.ZERO);
    }

    @Test
    default void refusesASumThatDoesNotAddUp() {
        var scene = scene();

        refused(
                Revert.SUM_MISMATCH,
                scene.chain.fundFor(Cast.GATEWAY, Cast.GATEWAY.address(), Wei.of(9), Wei.of(5), Wei.of(5)));

        assertThat(scene.funds()).isEqualTo(SenderFunds.NONE);
    }

    @Test
    default void looksIntoTheWalletBeforeItAsksTheContract() {
        var scene = scene();
        scene.chain.pause(true);

        refused(
                Revert.BALANCE_TOO_LOW,
                scene.gateway.broker().fund(Cast.WEALTH, Wei.of(1)),
                scene.chain.fundFor(
                        Cast.GATEWAY, Cast.FIRST.address(), Cast.WEALTH.plus(Wei.of(1)), Wei.ZERO, Wei.ZERO));
    }

    @Test
    default void fundsSomebodyElse() {
        var scene = scene();

        mined(scene.chain.fundFor(Cast.FIRST, Cast.GATEWAY.address(), Wei.of(7), Wei.of(5), Wei.of(2)));

        assertThat(scene.funds()).isEqualTo(SenderFunds.of(Wei.of(5), Wei.of(2)));
        assertThat(scene.eth(Cast.FIRST)).isEqualTo(Cast.WEALTH.minus(Wei.of(7)));
        assertThat(scene.eth(Cast.GATEWAY)).isEqualTo(Cast.WEALTH);
    }

    @Test
    default void givesEverythingBackTwoRoundsAfterUnlocking() {
        var scene = scene().funded(300, 200);
        long round = scene.gateway.rounds().status().current();

        assertThat(mined(scene.gateway.broker().unlock()).withdrawRound()).isEqualTo(round + 2);
        refused(Revert.ACCOUNT_LOCKED, scene.gateway.broker().withdraw());
        scene.chain.mineToNextRound();
        refused(Revert.ACCOUNT_LOCKED, scene.gateway.broker().withdraw());
        scene.chain.mineToNextRound();
        var left = mined(scene.gateway.broker().withdraw());

        assertThat(left).isEqualTo(new SenderFunds(Wei.ZERO, Wei.ZERO, Wei.ZERO, round + 2));
        assertThat(scene.eth(Cast.GATEWAY)).isEqualTo(Cast.WEALTH);
        refused(
                Revert.NOTHING_DEPOSITED,
                scene.gateway.broker().withdraw(),
                scene.gateway.broker().unlock());
    }

    @Test
    default void leavesAnEmptiedAccountUnlockedUntilItsOwnerFundsIt() {
        var scene = scene().funded(1, 1);
        mined(scene.gateway.broker().unlock());
        scene.chain.mineToNextRound();
        scene.chain.mineToNextRound();
        mined(scene.gateway.broker().withdraw());

        mined(scene.chain.fundFor(Cast.FIRST, Cast.GATEWAY.address(), Wei.of(5), Wei.of(5), Wei.ZERO));
        assertThat(scene.funds().withdrawRound()).isPositive();
        refused(Revert.ALREADY_UNLOCKING, scene.gateway.broker().unlock());
        mined(scene.gateway.broker().fund(Wei.ZERO, Wei.of(1)));

        assertThat(scene.funds()).isEqualTo(SenderFunds.of(Wei.of(5), Wei.of(1)));
    }

    @Test
    default void endsAnUnlockByTheOwnersFundsHoweverSmall() {
        var scene = scene().funded(300, 200);
        mined(scene.gateway.broker().unlock());

        assertThat(mined(scene.gateway.broker().fund(Wei.ZERO, Wei.ZERO)))
                .isEqualTo(SenderFunds.of(Wei.of(300), Wei.of(200)));
    }

    @Test
    default void endsAnUnlockOnRequest() {
        var scene = scene().funded(300, 200);
        mined(scene.gateway.broker().unlock());
        scene.chain.mineToNextRound();
        scene.chain.mineToNextRound();

        assertThat(mined(scene.gateway.broker().cancelUnlock()).withdrawRound()).isZero();
        refused(Revert.NOT_UNLOCKING, scene.gateway.broker().withdraw());
    }

    @Test
    default void refusesWhatMakesNoSense() {
        var scene = scene();
        refused(
                Revert.NOTHING_DEPOSITED,
                scene.gateway.broker().unlock(),
                scene.gateway.broker().withdraw());
        refused(Revert.NOT_UNLOCKING, scene.gateway.broker().cancelUnlock());
        scene.funded(0, 1);
        refused(
                Revert.NOT_UNLOCKING,
                scene.gateway.broker().withdraw(),
                scene.gateway.broker().cancelUnlock());
        mined(scene.gateway.broker().unlock());
        refused(Revert.ALREADY_UNLOCKING, scene.gateway.broker().unlock());
    }
}
