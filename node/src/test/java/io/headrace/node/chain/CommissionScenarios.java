package io.headrace.node.chain;

import static io.headrace.node.chain.Scene.mined;
import static io.headrace.node.chain.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.chain.Commission;
import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.chain.UnbondingLock;
import org.junit.jupiter.api.Test;

/** How orchestrators share, and when they may say so (payments section 4.5). */
interface CommissionScenarios {

    Commission HALF = new Commission(100_000, 500_000);

    Scene scene();

    @Test
    default void takesEveryCommissionWithinItsBounds() {
        var scene = scene();
        mined(scene.first.bonding().bond(Tokens.whole(200)));
        assertThat(scene.earnings(Cast.FIRST).commission()).isEqualTo(Commission.NONE);

        assertThat(mined(scene.first.bonding().setCommission(HALF))).isEqualTo(HALF);
        assertThat(scene.earnings(Cast.FIRST).commission()).isEqualTo(HALF);
        var most = new Commission(Commission.WHOLE, Commission.WHOLE);
        mined(scene.first.bonding().setCommission(most));
        assertThat(scene.earnings(Cast.FIRST).commission()).isEqualTo(most);
        mined(scene.first.bonding().setCommission(Commission.NONE));
        assertThat(scene.earnings(Cast.FIRST).commission()).isEqualTo(Commission.NONE);
        assertThatIllegalArgumentException().isThrownBy(() -> new Commission(Commission.WHOLE + 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Commission(0, Commission.WHOLE + 1));
    }

    @Test
    default void refusesCommissionsInTheContractsOrder() {
        var scene = scene().withTwoOrchestrators();
        refused(Revert.NOT_REGISTERED, scene.third.bonding().setCommission(HALF));
        refused(Revert.REWARD_DUE, scene.first.bonding().setCommission(HALF));

        mined(scene.first.bonding().reward());
        mined(scene.first.bonding().setCommission(HALF));
        mined(scene.second.bonding().unbond(Tokens.whole(100)));
        refused(Revert.NOT_REGISTERED, scene.second.bonding().setCommission(HALF));

        scene.mineToBlockOfRound(TestChain.ROUND_LENGTH - TestChain.ROUND_LENGTH / 10);
        refused(
                Revert.ROUND_LOCKED,
                scene.first.bonding().setCommission(Commission.NONE),
                scene.second.bonding().setCommission(Commission.NONE));
        scene.chain.mineToNextRound();
        refused(Revert.ROUND_NOT_INITIALIZED, scene.third.bonding().setCommission(HALF));
        mined(scene.fourth.rounds().initialize());
        refused(Revert.REWARD_DUE, scene.first.bonding().setCommission(HALF));
    }

    @Test
    default void takesACommissionUntilTheLastTenthBegins() {
        var scene = scene();
        mined(scene.first.bonding().bond(Tokens.whole(200)));

        scene.mineToBlockOfRound(TestChain.ROUND_LENGTH - TestChain.ROUND_LENGTH / 10 - 3);

        mined(scene.first.bonding().setCommission(HALF));
    }

    @Test
    default void joinsThePoolWithTheCommissionOnceThereIsRoom() {
        var scene = scene().withTwoOrchestrators();
        mined(scene.third.bonding().bond(Tokens.whole(300)));
        mined(scene.fourth.bonding().bond(Tokens.whole(50)));
        mined(scene.second.bonding().unbond(Tokens.whole(100)));
        assertThat(scene.gateway.bonding().poolSize()).isEqualTo(2);

        mined(scene.fourth.bonding().setCommission(HALF));

        assertThat(scene.gateway.bonding().poolSize()).isEqualTo(3);
        scene.beginNextRound();
        assertThat(scene.active())
                .containsExactlyInAnyOrder(Cast.FIRST.address(), Cast.THIRD.address(), Cast.FOURTH.address());
    }

    @Test
    default void stopsStakeAndCommissionsWhilePausedAndNoGift() {
        var scene = scene().withTwoOrchestrators();
        var lock = mined(scene.first.bonding().unbond(Tokens.whole(1)));
        assertThat(lock).extracting(UnbondingLock::id).isEqualTo(0L);
        scene.chain.mineToNextRound();
        scene.chain.pause(true);

        refused(
                Revert.SYSTEM_PAUSED,
                scene.first.bonding().unbond(Tokens.ZERO),
                scene.first.bonding().withdrawStake(9),
                scene.third.bonding().setCommission(HALF));
        mined(scene.first.wallet().sendTokens(Cast.SECOND.address(), Tokens.whole(1)));
    }
}
