package io.headrace.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Commission;
import io.headrace.chain.Outcome;
import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.chain.UnbondingLock;
import io.headrace.crypto.PrivateKey;
import io.headrace.ethereum.dev.DevChain;
import io.headrace.payments.Wei;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** An orchestrator's stake, commission and gifts on a real chain, one step after another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealStakeTest {

    private static final PrivateKey ORCHESTRATOR = DevChain.key(44);
    private static final PrivateKey FRIEND = DevChain.key(55);
    private static final long ROUND_BLOCKS = 60;
    private static final long UNBONDING_ROUNDS = 7;

    private DevChain dev;
    private EthereumChain orchestrator;

    @BeforeAll
    void deploy() throws IOException {
        dev = DevChain.startOrSkip();
        orchestrator = dev.as(ORCHESTRATOR);
        dev.giveTokens(ORCHESTRATOR, Tokens.whole(500));
        nextRound();
    }

    @AfterAll
    void end() {
        if (dev != null) {
            dev.close();
        }
    }

    @Test
    @Order(1)
    void refusesTheCommissionOfWhoIsNotRegistered() {
        assertThat(orchestrator.bonding().setCommission(new Commission(1, 1)))
                .isEqualTo(new Outcome.Reverted<>(Revert.NOT_REGISTERED));
        assertThat(orchestrator.bonding().unbond(Tokens.whole(1))).isEqualTo(new Outcome.Reverted<>(Revert.NOT_BONDED));
    }

    @Test
    @Order(2)
    void setsTheCommissionOfANewcomer() {
        mined(orchestrator.bonding().bond(Tokens.whole(300)));

        mined(orchestrator.bonding().setCommission(new Commission(100_000, 500_000)));

        var earnings = orchestrator.bonding().earnings(ORCHESTRATOR.address());
        assertThat(earnings.commission()).isEqualTo(new Commission(100_000, 500_000));
        assertThat(earnings.pendingStake()).isEqualTo(Tokens.whole(300));
        assertThat(orchestrator.bonding().unbond(Tokens.whole(1)))
                .as("in the round of the bond")
                .isEqualTo(new Outcome.Reverted<>(Revert.NOT_BONDED));
    }

    @Test
    @Order(3)
    void refusesTheCommissionOfWhoOwesARewardCall() {
        nextRound();
        assertThat(orchestrator.bonding().setCommission(Commission.NONE))
                .isEqualTo(new Outcome.Reverted<>(Revert.REWARD_DUE));

        var minted = mined(orchestrator.bonding().reward());
        mined(orchestrator.bonding().setCommission(Commission.NONE));

        assertThat(orchestrator.bonding().earnings(ORCHESTRATOR.address()).pendingStake())
                .isEqualTo(Tokens.whole(300).plus(minted));
    }

    @Test
    @Order(4)
    void refusesACommissionAtTheEndOfARound() {
        var round = orchestrator.rounds().status();
        long lockedFrom = round.endBlock() - ROUND_BLOCKS / 10;
        dev.genesis.mine(lockedFrom - dev.rpc.latest().number());

        assertThat(orchestrator.bonding().setCommission(Commission.NONE))
                .isEqualTo(new Outcome.Reverted<>(Revert.ROUND_LOCKED));
    }

    @Test
    @Order(5)
    void unbondsIntoALock() {
        nextRound();
        long round = orchestrator.rounds().status().current();

        var lock = mined(orchestrator.bonding().unbond(Tokens.whole(200)));

        assertThat(lock).isEqualTo(new UnbondingLock(0, Tokens.whole(200), round + UNBONDING_ROUNDS));
        assertThat(orchestrator.bonding().unbondingLocks(ORCHESTRATOR.address()))
                .containsExactly(lock);
    }

    @Test
    @Order(6)
    void refusesToUnbondNothingAndMoreThanThereIs() {
        assertThat(orchestrator.bonding().unbond(Tokens.ZERO)).isEqualTo(new Outcome.Reverted<>(Revert.UNBOND_NOTHING));
        assertThat(orchestrator.bonding().unbond(Tokens.whole(100_000)))
                .isEqualTo(new Outcome.Reverted<>(Revert.UNBOND_TOO_MUCH));
    }

    @Test
    @Order(7)
    void paysALockOnceAndNotBeforeItsRound() {
        assertThat(orchestrator.bonding().withdrawStake(9)).isEqualTo(new Outcome.Reverted<>(Revert.LOCK_UNKNOWN));
        assertThat(orchestrator.bonding().withdrawStake(0)).isEqualTo(new Outcome.Reverted<>(Revert.STAKE_LOCKED));
        dev.genesis.mine(ROUND_BLOCKS * (UNBONDING_ROUNDS - 1));
        nextRound();

        assertThat(mined(orchestrator.bonding().withdrawStake(0))).isEqualTo(Tokens.whole(200));

        assertThat(orchestrator.wallet().tokens(ORCHESTRATOR.address())).isEqualTo(Tokens.whole(400));
        assertThat(orchestrator.bonding().unbondingLocks(ORCHESTRATOR.address()))
                .isEmpty();
        assertThat(orchestrator.bonding().withdrawStake(0)).isEqualTo(new Outcome.Reverted<>(Revert.LOCK_UNKNOWN));
    }

    @Test
    @Order(8)
    void givesEthAndTokensAway() {
        mined(orchestrator.wallet().sendEth(FRIEND.address(), DevChain.ether(2)));
        mined(orchestrator.wallet().sendTokens(FRIEND.address(), Tokens.whole(5)));

        assertThat(orchestrator.wallet().eth(FRIEND.address())).isEqualTo(DevChain.ether(2));
        assertThat(orchestrator.wallet().tokens(FRIEND.address())).isEqualTo(Tokens.whole(5));
    }

    @Test
    @Order(9)
    void cannotGiveMoreThanItHas() {
        assertThat(orchestrator.wallet().sendEth(FRIEND.address(), DevChain.ether(1_000)))
                .isEqualTo(new Outcome.Reverted<Wei>(Revert.BALANCE_TOO_LOW));
        assertThat(orchestrator.wallet().sendTokens(FRIEND.address(), Tokens.whole(1_000)))
                .isEqualTo(new Outcome.Reverted<Tokens>(Revert.BALANCE_TOO_LOW));
    }

    private void nextRound() {
        dev.genesis.mine(ROUND_BLOCKS);
        mined(orchestrator.rounds().initialize());
    }

    private static <T> T mined(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Mined<T>(var _, var value) -> value;
            case Outcome.Reverted<T>(var reason) -> throw new AssertionError("refused: " + reason);
        };
    }
}
