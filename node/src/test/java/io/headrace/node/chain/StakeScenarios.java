package io.headrace.node.chain;

import static io.headrace.node.chain.Scene.mined;
import static io.headrace.node.chain.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.chain.UnbondingLock;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Stake on its way out, and orchestrators that resign and come back (payments section 4.5). */
interface StakeScenarios {

    Scene scene();

    @Test
    default void locksThePartThatIsUnbondedAndLetsTheRestWork() {
        var scene = scene().withTwoOrchestrators();

        var lock = mined(scene.first.bonding().unbond(Tokens.whole(50)));

        assertThat(lock).isEqualTo(new UnbondingLock(0, Tokens.whole(50), scene.round() + TestChain.UNBONDING_PERIOD));
        assertThat(scene.locks(Cast.FIRST)).containsExactly(lock);
        assertThat(scene.standing(Cast.FIRST).stake()).isEqualTo(Tokens.whole(150));
        assertThat(scene.earnings(Cast.FIRST).pendingStake()).isEqualTo(Tokens.whole(150));
        assertThat(scene.gateway.wallet().tokens(Cast.FIRST.address())).isEqualTo(Tokens.whole(800));
        scene.beginNextRound();
        assertThat(scene.standing(Cast.FIRST).active()).isTrue();
    }

    @Test
    default void letsWhoUnbondsEverythingBeActiveToTheRoundsEndAndEarnNothing() {
        var scene = scene().withTwoOrchestrators().funded(1_000, 0);

        mined(scene.second.bonding().unbond(Tokens.whole(100)));

        assertThat(scene.standing(Cast.SECOND).registered()).isFalse();
        assertThat(scene.standing(Cast.SECOND).active()).isTrue();
        assertThat(scene.active()).containsExactlyInAnyOrder(Cast.FIRST.address(), Cast.SECOND.address());
        assertThat(scene.gateway.bonding().poolSize()).isEqualTo(1);
        refused(Revert.NOT_ACTIVE, scene.second.bonding().reward());
        refused(Revert.NOT_REGISTERED, scene.second.broker().redeem(scene.winnerFor(Cast.SECOND, 10, 1)));
        scene.chain.mineToNextRound();
        assertThat(scene.active()).containsExactly(Cast.FIRST.address());
    }

    @Test
    default void refusesToUnbondInTheContractsOrder() {
        var scene = scene();
        refused(Revert.NOT_BONDED, scene.first.bonding().unbond(Tokens.ZERO));
        mined(scene.first.bonding().bond(Tokens.whole(200)));
        refused(
                Revert.NOT_BONDED,
                scene.first.bonding().unbond(Tokens.ZERO),
                scene.first.bonding().unbond(Tokens.whole(1)));

        scene.chain.mineToNextRound();
        refused(
                Revert.ROUND_NOT_INITIALIZED,
                scene.first.bonding().unbond(Tokens.ZERO),
                scene.second.bonding().unbond(Tokens.whole(1)));
        mined(scene.fourth.rounds().initialize());

        refused(Revert.UNBOND_NOTHING, scene.first.bonding().unbond(Tokens.ZERO));
        refused(
                Revert.UNBOND_TOO_MUCH,
                scene.first.bonding().unbond(Tokens.whole(200).plus(new Tokens(BigInteger.ONE))));
        mined(scene.first.bonding().unbond(Tokens.whole(200)));
        refused(Revert.NOT_BONDED, scene.first.bonding().unbond(Tokens.ZERO));
    }

    @Test
    default void paysALockOnceAndNotBeforeItsSevenRoundsAreOver() {
        var scene = scene().withTwoOrchestrators();
        refused(Revert.LOCK_UNKNOWN, scene.first.bonding().withdrawStake(0));
        mined(scene.first.bonding().unbond(Tokens.whole(50)));
        refused(
                Revert.LOCK_UNKNOWN,
                scene.first.bonding().withdrawStake(1),
                scene.second.bonding().withdrawStake(0));

        for (int i = 0; i < TestChain.UNBONDING_PERIOD; i++) {
            refused(Revert.STAKE_LOCKED, scene.first.bonding().withdrawStake(0));
            scene.chain.mineToNextRound();
            refused(
                    Revert.ROUND_NOT_INITIALIZED,
                    scene.first.bonding().withdrawStake(0),
                    scene.first.bonding().withdrawStake(9));
            mined(scene.fourth.rounds().initialize());
        }

        assertThat(mined(scene.first.bonding().withdrawStake(0))).isEqualTo(Tokens.whole(50));
        assertThat(scene.gateway.wallet().tokens(Cast.FIRST.address())).isEqualTo(Tokens.whole(850));
        assertThat(scene.locks(Cast.FIRST)).isEmpty();
        refused(Revert.LOCK_UNKNOWN, scene.first.bonding().withdrawStake(0));
    }

    @Test
    default void numbersLocksOnAndListsThoseThatWait() {
        var scene = scene().withTwoOrchestrators();
        mined(scene.first.bonding().unbond(Tokens.whole(10)));
        mined(scene.first.bonding().unbond(Tokens.whole(20)));
        for (int i = 0; i < TestChain.UNBONDING_PERIOD; i++) {
            scene.beginNextRound();
        }

        mined(scene.first.bonding().withdrawStake(1));
        mined(scene.first.bonding().unbond(Tokens.whole(30)));

        assertThat(scene.locks(Cast.FIRST)).extracting(UnbondingLock::id).containsExactly(0L, 2L);
        assertThat(scene.locks(Cast.FIRST))
                .extracting(UnbondingLock::amount)
                .containsExactly(Tokens.whole(10), Tokens.whole(30));
        assertThat(scene.locks(Cast.SECOND)).isEmpty();
    }

    @Test
    default void isInactiveForTheRestOfTheRoundInWhichItResignedAndCameBack() {
        var scene = scene().withTwoOrchestrators();
        assertThat(scene.active()).contains(Cast.SECOND.address());
        mined(scene.second.bonding().unbond(Tokens.whole(100)));

        mined(scene.second.bonding().bond(Tokens.whole(150)));

        assertThat(scene.standing(Cast.SECOND).active()).isFalse();
        assertThat(scene.active()).containsExactly(Cast.FIRST.address());
        assertThat(scene.gateway.bonding().poolSize()).isEqualTo(2);
        refused(Revert.NOT_ACTIVE, scene.second.bonding().reward());
        refused(Revert.NOT_BONDED, scene.second.bonding().unbond(Tokens.whole(1)));
        scene.beginNextRound();
        assertThat(scene.standing(Cast.SECOND).stake()).isEqualTo(Tokens.whole(150));
        assertThat(scene.active()).containsExactlyInAnyOrder(Cast.FIRST.address(), Cast.SECOND.address());
        mined(scene.second.bonding().reward());
        assertThat(scene.locks(Cast.SECOND)).hasSize(1);
    }

    @Test
    default void comesBackInALaterRoundUnderItsOldTerms() {
        var scene = scene().withTwoOrchestrators();
        mined(scene.second.bonding().reward());
        long rewarded = scene.round();
        mined(scene.second.bonding().setCommission(CommissionScenarios.HALF));
        mined(scene.second.bonding().unbond(scene.standing(Cast.SECOND).stake()));
        scene.beginNextRound();
        assertThat(scene.active()).containsExactly(Cast.FIRST.address());

        mined(scene.second.bonding().bond(Tokens.whole(70)));
        scene.beginNextRound();

        assertThat(scene.active()).containsExactlyInAnyOrder(Cast.FIRST.address(), Cast.SECOND.address());
        assertThat(scene.earnings(Cast.SECOND).commission()).isEqualTo(CommissionScenarios.HALF);
        assertThat(scene.earnings(Cast.SECOND).lastRewardRound()).isEqualTo(rewarded);
        assertThat(scene.earnings(Cast.SECOND).pendingStake()).isEqualTo(Tokens.whole(70));
    }

    @Test
    default void bondsAgainWhileLocksRun() {
        var scene = scene().withTwoOrchestrators();
        var lock = mined(scene.first.bonding().unbond(Tokens.whole(50)));

        mined(scene.first.bonding().bond(Tokens.whole(30)));
        var next = mined(scene.first.bonding().unbond(Tokens.whole(180)));

        assertThat(next.id()).isEqualTo(1);
        assertThat(scene.locks(Cast.FIRST)).containsExactly(lock, next);
        assertThat(scene.gateway.wallet().tokens(Cast.FIRST.address())).isEqualTo(Tokens.whole(770));
    }

    @Test
    default void losesItsPlaceToWhoHasMoreThanWhatIsLeft() {
        var scene = scene().withTwoOrchestrators();
        mined(scene.third.bonding().bond(Tokens.whole(300)));
        mined(scene.first.bonding().unbond(Tokens.whole(150)));

        mined(scene.fourth.bonding().bond(Tokens.whole(60)));

        assertThat(scene.gateway.bonding().poolSize()).isEqualTo(3);
        assertThat(scene.active())
                .as("pushed out before anybody asked, and active until the round ends")
                .containsExactlyInAnyOrder(Cast.FIRST.address(), Cast.SECOND.address());
        scene.beginNextRound();
        assertThat(scene.active())
                .containsExactlyInAnyOrder(Cast.SECOND.address(), Cast.THIRD.address(), Cast.FOURTH.address());
    }

    @Test
    default void isRewardedByTheStakeAtTheRoundsBeginningThoughPartOfItIsUnbonded() {
        var scene = scene().withTwoOrchestrators();
        mined(scene.first.bonding().unbond(Tokens.whole(150)));

        var minted = mined(scene.first.bonding().reward());

        assertThat(minted).isEqualTo(new Tokens(new BigInteger("265799999734200000000")));
        assertThat(scene.standing(Cast.FIRST).stake())
                .isEqualTo(Tokens.whole(50).plus(minted));
    }

    @Test
    default void keepsTheFeesOfWhoResigned() {
        var scene = scene().withTwoOrchestrators().funded(1_000, 0);
        mined(scene.first.broker().redeem(scene.winner(400, 1)));
        mined(scene.first.bonding().unbond(Tokens.whole(200)));
        scene.beginNextRound();

        assertThat(scene.earnings(Cast.FIRST).pendingFees()).isEqualTo(Wei.of(400));
        mined(scene.first.bonding().withdrawFees(Wei.of(400)));
        assertThat(scene.earnings(Cast.FIRST).pendingFees()).isEqualTo(Wei.ZERO);
    }

    @Test
    default void tellsTheLastRewardOfEachThatIsActive() {
        var scene = scene().withTwoOrchestrators();
        assertThat(scene.rewarded(Cast.FIRST)).contains(0L);
        assertThat(scene.rewarded(Cast.THIRD)).isEmpty();

        mined(scene.first.bonding().reward());

        assertThat(scene.rewarded(Cast.FIRST)).contains(scene.round());
        assertThat(scene.rewarded(Cast.SECOND)).contains(0L);
    }
}
