package io.headrace.node.chain;

import static io.headrace.node.chain.Scene.mined;
import static io.headrace.node.chain.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.crypto.Hash256;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Wei;
import org.junit.jupiter.api.Test;

/** Rounds, and what stops when they or the contracts do (payments sections 4.2 and 4.4). */
interface RoundScenarios {

    Scene scene();

    @Test
    default void beginsEachRoundOnce() {
        var scene = scene();
        var before = scene.gateway.rounds().status();
        refused(Revert.ROUND_ALREADY_INITIALIZED, scene.gateway.rounds().initialize());

        scene.chain.mineToNextRound();
        var unbegun = scene.gateway.rounds().status();
        var begun = mined(scene.gateway.rounds().initialize());

        assertThat(unbegun.current()).isEqualTo(before.current() + 1);
        assertThat(unbegun.initialized()).isFalse();
        assertThat(unbegun.last()).isEqualTo(before.last());
        assertThat(unbegun.startBlock()).isEqualTo(before.endBlock());
        assertThat(begun.round()).isEqualTo(unbegun.current());
        assertThat(begun.blockHash()).isNotEqualTo(Hash256.ZERO);
        assertThat(scene.gateway.rounds().status().last()).isEqualTo(begun);
        assertThat(scene.gateway.rounds().status().initialized()).isTrue();
        assertThat(scene.gateway.blocks().time().lastRound()).isEqualTo(begun);
    }

    @Test
    default void giveNoHashToARoundThatNobodyBegan() {
        var scene = scene().withTwoOrchestrators().funded(1_000, 0);
        scene.chain.mineToNextRound();
        long skipped = scene.gateway.rounds().status().current();
        var begun = scene.beginNextRound();

        assertThat(begun.round()).isEqualTo(skipped + 1);
        refused(
                Revert.CREATION_ROUND_UNKNOWN,
                scene.first.broker().redeem(new Draft(1, 1, new CreationRound(skipped, begun.blockHash())).ticket()),
                scene.first.broker().redeem(new Draft(1, 1, new CreationRound(skipped, Hash256.ZERO)).ticket()));
    }

    @Test
    default void stopsBondingRewardsAndRedemptionUntilTheRoundIsBegun() {
        var scene = scene().withTwoOrchestrators().funded(1_000, 0);
        var winner = scene.winner(1, 1);
        scene.chain.mineToNextRound();

        refused(
                Revert.ROUND_NOT_INITIALIZED,
                scene.first.broker().redeem(winner),
                scene.first.bonding().bond(Tokens.ZERO),
                scene.first.bonding().bond(Tokens.whole(10_000)),
                scene.fourth.bonding().reward(),
                scene.fourth.bonding().withdrawFees(Wei.of(1)));
        mined(scene.gateway.broker().fund(Wei.of(1), Wei.of(1)));
        mined(scene.gateway.broker().unlock());
    }

    @Test
    default void stopsEverythingWhilePausedButTheRegistry() {
        var scene = scene().withTwoOrchestrators().funded(1_000, 0);
        var winner = scene.winner(1, 1);
        scene.chain.mineToNextRound();
        scene.chain.pause(true);

        refused(
                Revert.SYSTEM_PAUSED,
                scene.gateway.broker().fund(Wei.of(1), Wei.of(1)),
                scene.chain.fundFor(Cast.FIRST, Cast.GATEWAY.address(), Wei.of(9), Wei.of(5), Wei.of(5)),
                scene.fourth.broker().unlock(),
                scene.gateway.broker().cancelUnlock(),
                scene.fourth.broker().withdraw(),
                scene.first.broker().redeem(winner),
                scene.first.bonding().bond(Tokens.ZERO),
                scene.first.bonding().reward(),
                scene.first.bonding().withdrawFees(Wei.of(1)),
                scene.first.rounds().initialize());
        mined(scene.first.services().register("https://paused.example:8935"));

        scene.chain.pause(false);
        mined(scene.first.rounds().initialize());
        assertThat(mined(scene.first.broker().redeem(winner))).isEqualTo(Wei.of(1));
    }
}
