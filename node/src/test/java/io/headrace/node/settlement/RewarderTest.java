package io.headrace.node.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Chain;
import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.machine.ThreadHost;
import io.headrace.node.settlement.Tidings.Tiding;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.net.URI;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RewarderTest {

    /** Of the tokens that the first round mints, what the treasury leaves to the only orchestrator. */
    private static final Tokens FIRST_REWARD = new Tokens(new BigInteger("397869615000000000000"));

    private final SettlementFixture network = new SettlementFixture();
    private final StubbornChain chain = new StubbornChain(network.orchestrator);
    private final ThreadHost host = new ThreadHost(InstantSource.system(), new SplittableRandom(1));
    private final Tidings tidings = new Tidings();

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void callsRewardOnceInEachRound() {
        try (var _ = start(chain)) {
            expectReward(1, tidings.next());
            network.ledger.advance(5);
            network.nextRound();
            expectReward(2, tidings.next());
        }

        assertThat(tidings.isEmpty()).isTrue();
    }

    @Test
    void callsNothingAgainAfterARestartInTheSameRound() throws InterruptedException {
        try (var _ = start(chain)) {
            expectReward(1, tidings.next());
        }
        var asked = new CountDownLatch(1);
        chain.onStanding(standing -> {
            asked.countDown();
            return standing;
        });

        try (var _ = start(chain)) {
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            network.nextRound();
            expectReward(2, tidings.nextWhile(20, this::mine));
        }
    }

    @Test
    void asksAgainWhenTheChainWasSilent() throws InterruptedException {
        var asked = new CountDownLatch(1);
        chain.onStanding(_ -> {
            asked.countDown();
            throw new ChainUnavailable("No answer to a question", true, new IllegalStateException("test"));
        });

        try (var _ = start(chain)) {
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            chain.onStanding(standing -> standing);
            expectReward(1, tidings.nextWhile(20, this::mine));
        }
    }

    @Test
    void callsAgainWhenNobodyKnowsWhetherItWentThroughAndMintsOnce() {
        var calls = new AtomicInteger();
        chain.onRewarded(outcome -> {
            if (calls.incrementAndGet() == 1) {
                throw new ChainUnavailable("No answer to a reward", true, new IllegalStateException("test"));
            }
            return outcome;
        });

        try (var _ = start(chain)) {
            assertThat(tidings.next()).isEqualTo(new Tiding.RewardBegan(1));
            assertThat(tidings.nextWhile(20, this::mine))
                    .isEqualTo(new Tiding.RewardMissed(1, Revert.ALREADY_REWARDED.reason()));
        }
        assertThat(calls).hasValue(2);
        assertThat(network.orchestrator
                        .bonding()
                        .standing(SettlementFixture.ORCHESTRATOR.address())
                        .stake())
                .isEqualTo(Tokens.whole(200).plus(FIRST_REWARD));
    }

    @Test
    void callsNothingForAnOrchestratorUntilItIsActive() throws InterruptedException {
        var asked = new CountDownLatch(1);
        var fresh = new StubbornChain(network.newcomer);
        fresh.onStanding(standing -> {
            asked.countDown();
            return standing;
        });

        try (var _ = start(fresh)) {
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            LocalFunding.register(network.newcomer, URI.create("https://127.0.0.1:8935"), Tokens.whole(100));
            network.nextRound();

            assertThat(tidings.nextWhile(20, this::mine)).isEqualTo(new Tiding.RewardBegan(2));
        }
    }

    @Test
    void waitsWithinTheRoundUntilGasIsCheapEnough() {
        var dear = new AtomicReference<>(Wei.of(9));
        chain.onGasPrice(_ -> dear.get());
        try (var _ = Rewarder.start(host, chain, tidings, Wei.of(5), dear::get)) {
            for (int block = 0; block < 3; block++) {
                mine();
            }
            assertThat(tidings.isEmpty()).isTrue();

            dear.set(Wei.of(5));
            expectReward(1, tidings.nextWhile(20, this::mine));
        }
    }

    private Rewarder start(Chain on) {
        return Rewarder.start(host, on, tidings);
    }

    private void expectReward(long round, Tiding first) {
        assertThat(first).isEqualTo(new Tiding.RewardBegan(round));
        assertThat(tidings.next()).isInstanceOfSatisfying(Tiding.RewardEnded.class, ended -> {
            assertThat(ended.round()).isEqualTo(round);
            assertThat(ended.minted()).isGreaterThan(Tokens.whole(397)).isLessThan(Tokens.whole(399));
        });
    }

    private void mine() {
        network.ledger.advance(1);
    }
}
