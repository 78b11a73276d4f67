package io.headrace.node.chain;

import static io.headrace.node.chain.Scene.mined;
import static io.headrace.node.chain.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.OrchestratorStanding;
import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Stakes, the active set, rewards, fees and the registry (payments sections 4.5, 4.6 and 4.8). */
interface BondingScenarios {

    Scene scene();

    @Test
    default void registersAtOnceAndIsActiveFromTheNextRoundOnBegunOrNot() {
        var scene = scene();
        assertThat(scene.standing(Cast.FIRST)).isEqualTo(OrchestratorStanding.UNKNOWN);

        var standing = mined(scene.first.bonding().bond(Tokens.whole(200)));
        assertThat(standing).isEqualTo(new OrchestratorStanding(true, false, Tokens.whole(200), Wei.ZERO, 0));
        assertThat(scene.gateway.bonding().poolSize()).isEqualTo(1);
        assertThat(scene.gateway.bonding().activeOrchestrators()).isEmpty();

        scene.chain.mineToNextRound();
        assertThat(scene.standing(Cast.FIRST).active()).isTrue();
        assertThat(scene.gateway.bonding().activeOrchestrators()).containsExactly(Cast.FIRST.address());
        assertThat(scene.gateway.wallet().tokens(Cast.FIRST.address())).isEqualTo(Tokens.whole(800));
    }

    @Test
    default void refusesToBondNothingAndMoreThanThereIs() {
        var scene = scene();

        refused(Revert.BOND_TOO_SMALL, scene.first.bonding().bond(Tokens.ZERO));
        refused(Revert.BALANCE_TOO_LOW, scene.first.bonding().bond(Cast.TOKENS.plus(new Tokens(BigInteger.ONE))));
        mined(scene.first.bonding().bond(Cast.TOKENS));
        refused(Revert.BALANCE_TOO_LOW, scene.first.bonding().bond(new Tokens(BigInteger.ONE)));
    }

    @Test
    default void evictsTheSmallestOfAFullPoolForMoreStakeAndNotForAsMuch() {
        var scene = scene().withTwoOrchestrators();
        mined(scene.third.bonding().bond(Tokens.whole(300)));

        mined(scene.fourth.bonding().bond(Tokens.whole(100)));
        scene.chain.mineToNextRound();
        assertThat(scene.standing(Cast.FOURTH).active()).isFalse();
        mined(scene.first.rounds().initialize());
        mined(scene.fourth.bonding().bond(Tokens.whole(1)));

        assertThat(scene.gateway.bonding().poolSize()).isEqualTo(3);
        assertThat(scene.standing(Cast.SECOND).active()).isTrue();
        scene.chain.mineToNextRound();
        assertThat(scene.standing(Cast.SECOND).active()).isFalse();
        assertThat(scene.standing(Cast.SECOND).registered()).isTrue();
        assertThat(scene.standing(Cast.FOURTH).active()).isTrue();
        assertThat(scene.gateway.bonding().activeOrchestrators())
                .containsExactlyInAnyOrder(Cast.FIRST.address(), Cast.THIRD.address(), Cast.FOURTH.address());
    }

    @Test
    default void isInactiveForTheRestOfTheRoundInWhichItWasEvictedAndCameBack() {
        var scene = scene().withTwoOrchestrators();
        mined(scene.third.bonding().bond(Tokens.whole(300)));
        mined(scene.fourth.bonding().bond(Tokens.whole(101)));
        assertThat(scene.standing(Cast.SECOND).active()).isTrue();

        mined(scene.second.bonding().bond(Tokens.whole(50)));

        assertThat(scene.standing(Cast.SECOND).active()).isFalse();
        refused(Revert.NOT_ACTIVE, scene.second.bonding().reward());
        scene.beginNextRound();
        assertThat(scene.standing(Cast.SECOND).active()).isTrue();
        assertThat(scene.standing(Cast.FOURTH).active()).isFalse();
    }

    @Test
    default void comesBackIntoThePoolByItsReward() {
        var scene = scene().withTwoOrchestrators();
        mined(scene.third.bonding().bond(Tokens.whole(300)));
        mined(scene.fourth.bonding().bond(Tokens.whole(101)));

        mined(scene.second.bonding().reward());
        scene.beginNextRound();

        assertThat(scene.standing(Cast.SECOND).active()).isTrue();
        assertThat(scene.standing(Cast.FOURTH).active()).isFalse();
    }

    /** The worked example of the reference: two million tokens, the second round that begins, one orchestrator. */
    @Test
    default void mintsWhatTheReferenceSays() {
        var scene = scene();
        mined(scene.first.bonding().bond(Tokens.whole(200)));
        long round = scene.beginNextRound().round();

        var minted = mined(scene.first.bonding().reward());

        assertThat(minted).isEqualTo(new Tokens(new BigInteger("398700000000000000000")));
        var standing = scene.standing(Cast.FIRST);
        assertThat(standing.stake()).isEqualTo(Tokens.whole(200).plus(minted));
        assertThat(standing.lastRewardRound()).isEqualTo(round);
    }

    @Test
    default void rewardsByTheStakeAtTheRoundsBeginningAndOncePerRound() {
        var scene = scene().withTwoOrchestrators();
        mined(scene.second.bonding().bond(Tokens.whole(500)));

        var firsts = mined(scene.first.bonding().reward());
        var seconds = mined(scene.second.bonding().reward());

        assertThat(firsts).isEqualTo(new Tokens(new BigInteger("265799999734200000000")));
        assertThat(seconds).isEqualTo(new Tokens(new BigInteger("132899999867100000000")));
        refused(Revert.ALREADY_REWARDED, scene.first.bonding().reward());
        refused(Revert.NOT_ACTIVE, scene.third.bonding().reward());
        scene.beginNextRound();
        assertThat(mined(scene.second.bonding().reward())).isGreaterThan(seconds);
    }

    @Test
    default void paysOutFeesThatWereEarnedAndNoMore() {
        var scene = scene().withTwoOrchestrators().funded(1_000, 0);
        mined(scene.first.broker().redeem(scene.winner(400, 1)));
        assertThat(scene.fees(Cast.FIRST)).isEqualTo(Wei.of(400));

        refused(Revert.FEES_TOO_SMALL, scene.first.bonding().withdrawFees(Wei.of(401)));
        assertThat(mined(scene.first.bonding().withdrawFees(Wei.of(150)))).isEqualTo(Wei.of(150));
        scene.beginNextRound();

        assertThat(scene.fees(Cast.FIRST)).isEqualTo(Wei.of(250));
        assertThat(scene.eth(Cast.FIRST)).isEqualTo(Cast.WEALTH.plus(Wei.of(150)));
        refused(Revert.FEES_TOO_SMALL, scene.first.bonding().withdrawFees(Wei.of(251)));
        mined(scene.first.bonding().withdrawFees(Wei.of(250)));
        mined(scene.fourth.bonding().withdrawFees(Wei.ZERO));
        refused(Revert.FEES_TOO_SMALL, scene.fourth.bonding().withdrawFees(Wei.of(1)));
    }

    @Test
    default void remembersWhereEverybodyServes() {
        var scene = scene();
        assertThat(scene.gateway.services().uri(Cast.FIRST.address())).isEmpty();

        mined(scene.first.services().register("https://127.0.0.1:8935"));
        mined(scene.fourth.services().register("not even an address"));

        assertThat(scene.gateway.services().uri(Cast.FIRST.address())).contains("https://127.0.0.1:8935");
        assertThat(scene.gateway.services().uri(Cast.FOURTH.address())).contains("not even an address");
        mined(scene.first.services().register(""));
        assertThat(scene.gateway.services().uri(Cast.FIRST.address())).isEmpty();
    }
}
