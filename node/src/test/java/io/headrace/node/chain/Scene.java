package io.headrace.node.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Chain;
import io.headrace.chain.OrchestratorStanding;
import io.headrace.chain.Outcome;
import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.crypto.PrivateKey;
import io.headrace.payments.CreationRound;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import java.util.List;

/** A chain, the cast upon it, and the words in which scenarios are told. */
final class Scene {

    final TestChain chain;
    final Chain gateway;
    final Chain first;
    final Chain second;
    final Chain third;
    final Chain fourth;

    Scene(TestChain chain) {
        this.chain = chain;
        this.gateway = chain.as(Cast.GATEWAY);
        this.first = chain.as(Cast.FIRST);
        this.second = chain.as(Cast.SECOND);
        this.third = chain.as(Cast.THIRD);
        this.fourth = chain.as(Cast.FOURTH);
    }

    /** First with 200 and second with 100 tokens are active in a round that has just begun. */
    Scene withTwoOrchestrators() {
        mined(first.bonding().bond(Tokens.whole(200)));
        mined(second.bonding().bond(Tokens.whole(100)));
        beginNextRound();
        return this;
    }

    Scene funded(long deposit, long reserve) {
        mined(gateway.broker().fund(Wei.of(deposit), Wei.of(reserve)));
        return this;
    }

    CreationRound beginNextRound() {
        chain.mineToNextRound();
        return mined(fourth.rounds().initialize());
    }

    CreationRound lastRound() {
        return gateway.rounds().status().last();
    }

    /** A winner for the first orchestrator, of the last round. */
    WinningTicket winner(long faceValue, long nonce) {
        return new Draft(faceValue, nonce, lastRound()).ticket();
    }

    WinningTicket winnerFor(PrivateKey recipient, long faceValue, long nonce) {
        return new Draft(faceValue, nonce, lastRound()).to(recipient.address()).ticket();
    }

    SenderFunds funds() {
        return gateway.broker().funds(Cast.GATEWAY.address());
    }

    OrchestratorStanding standing(PrivateKey orchestrator) {
        return gateway.bonding().standing(orchestrator.address());
    }

    Wei fees(PrivateKey orchestrator) {
        return standing(orchestrator).pendingFees();
    }

    Wei claimed(PrivateKey orchestrator) {
        return gateway.broker().claimedReserve(Cast.GATEWAY.address(), orchestrator.address());
    }

    Wei eth(PrivateKey account) {
        return gateway.wallet().eth(account.address());
    }

    /** All wei of the cast, wherever it lies. Nothing on these chains takes any away. */
    Wei total() {
        return Cast.ALL.stream().map(this::wealth).reduce(Wei.ZERO, Wei::plus);
    }

    private Wei wealth(PrivateKey account) {
        var deposited = gateway.broker().funds(account.address());
        return eth(account).plus(deposited.deposit()).plus(deposited.reserve()).plus(fees(account));
    }

    /** What came of it; it must not be refused. */
    static <T> T mined(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Mined<T>(var _, var value) -> value;
            case Outcome.Reverted<T>(var reason) -> throw new AssertionError("refused: " + reason);
        };
    }

    /** Each is refused for this reason. */
    static void refused(Revert reason, Outcome<?>... outcomes) {
        assertThat(List.of(outcomes))
                .allSatisfy(outcome -> assertThat(outcome).isEqualTo(new Outcome.Reverted<>(reason)));
    }
}
