package io.headrace.ethereum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Outcome;
import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.PrivateKey;
import io.headrace.ethereum.abi.ChainEvent;
import io.headrace.ethereum.abi.ControllerContract;
import io.headrace.ethereum.abi.TokenContract;
import io.headrace.ethereum.block.BlockChange;
import io.headrace.ethereum.dev.DevChain;
import io.headrace.payments.CreationRound;
import io.headrace.payments.SignedTicket;
import io.headrace.payments.Ticket;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import io.headrace.payments.WinningTicket;
import java.io.IOException;
import java.math.BigInteger;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Settlement from end to end on a real chain, one step after another as a node goes through them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealChainTest {

    private static final PrivateKey GATEWAY = DevChain.key(22);
    private static final PrivateKey ORCHESTRATOR = DevChain.key(33);
    private static final Hash256 RAND = Hash256.of(BigInteger.valueOf(7));
    private static final long ROUND_BLOCKS = 60;

    private DevChain dev;
    private EthereumChain gateway;
    private EthereumChain orchestrator;

    @BeforeAll
    void deploy() throws IOException {
        dev = DevChain.startOrSkip();
        gateway = dev.as(GATEWAY);
        orchestrator = dev.as(ORCHESTRATOR);
        dev.giveTokens(ORCHESTRATOR, Tokens.whole(500));
    }

    @AfterAll
    void end() {
        if (dev != null) {
            dev.close();
        }
    }

    @Test
    @Order(1)
    void refusesToBondBeforeTheRoundBegan() {
        dev.genesis.mine(ROUND_BLOCKS);

        assertThat(orchestrator.bonding().bond(Tokens.whole(100)))
                .isEqualTo(new Outcome.Reverted<>(Revert.ROUND_NOT_INITIALIZED));
    }

    @Test
    @Order(2)
    void beginsARoundOnce() {
        var begun = mined(gateway.rounds().initialize());

        var status = gateway.rounds().status();
        assertThat(status.initialized()).isTrue();
        assertThat(status.last()).isEqualTo(begun);
        assertThat(status.current()).isEqualTo(begun.round()).isPositive();
        assertThat(status.length()).isEqualTo(ROUND_BLOCKS);
        assertThat(gateway.rounds().initialize()).isEqualTo(new Outcome.Reverted<>(Revert.ROUND_ALREADY_INITIALIZED));
    }

    @Test
    @Order(3)
    void bondsAndIsActiveFromTheNextRoundOn() {
        var standing = mined(orchestrator.bonding().bond(Tokens.whole(100)));

        assertThat(standing.registered()).isTrue();
        assertThat(standing.active()).isFalse();
        assertThat(standing.stake()).isEqualTo(Tokens.whole(100));
        assertThat(gateway.bonding().poolSize()).isEqualTo(1);

        dev.genesis.mine(ROUND_BLOCKS);
        mined(gateway.rounds().initialize());
        assertThat(gateway.bonding().activeOrchestrators()).containsExactly(ORCHESTRATOR.address());
        assertThat(orchestrator.wallet().tokens(ORCHESTRATOR.address())).isEqualTo(Tokens.whole(400));
    }

    @Test
    @Order(4)
    void refusesToBondWhatIsNotThere() {
        assertThat(orchestrator.bonding().bond(Tokens.whole(401)))
                .isEqualTo(new Outcome.Reverted<>(Revert.BALANCE_TOO_LOW));
    }

    @Test
    @Order(5)
    void callsRewardOncePerRound() {
        var minted = mined(orchestrator.bonding().reward());

        assertThat(minted.isZero()).isFalse();
        assertThat(orchestrator.bonding().standing(ORCHESTRATOR.address()).lastRewardRound())
                .isEqualTo(orchestrator.rounds().status().current());
        assertThat(orchestrator.bonding().reward()).isEqualTo(new Outcome.Reverted<>(Revert.ALREADY_REWARDED));
    }

    @Test
    @Order(6)
    void saysWhereItServes() {
        assertThat(gateway.services().uri(ORCHESTRATOR.address())).isEmpty();

        mined(orchestrator.services().register("https://127.0.0.1:8935"));

        assertThat(gateway.services().uri(ORCHESTRATOR.address())).contains("https://127.0.0.1:8935");
    }

    @Test
    @Order(7)
    void fundsDepositAndReserve() {
        var before = gateway.wallet().eth(GATEWAY.address());

        var funds = mined(gateway.broker().fund(DevChain.ether(1), DevChain.ether(2)));

        assertThat(funds.deposit()).isEqualTo(DevChain.ether(1));
        assertThat(funds.reserve()).isEqualTo(DevChain.ether(2));
        assertThat(before.minus(gateway.wallet().eth(GATEWAY.address())))
                .isGreaterThan(DevChain.ether(3))
                .isLessThan(DevChain.ether(3).plus(Wei.of(100_000_000_000_000_000L)));
    }

    @Test
    @Order(8)
    void redeemsAWinnerOnceAndCreditsItsFees() {
        var faceValue = Wei.of(10_000_000_000_000_000L);
        var winner = winner(faceValue, gateway.rounds().status().last());
        assertThat(orchestrator.broker().used(winner.hash())).isFalse();

        assertThat(mined(orchestrator.broker().redeem(winner))).isEqualTo(faceValue);

        assertThat(orchestrator.broker().used(winner.hash())).isTrue();
        assertThat(gateway.broker().funds(GATEWAY.address()).deposit())
                .isEqualTo(DevChain.ether(1).minus(faceValue));
        assertThat(orchestrator.bonding().standing(ORCHESTRATOR.address()).pendingFees())
                .isEqualTo(faceValue);
        assertThat(orchestrator.broker().redeem(winner)).isEqualTo(new Outcome.Reverted<>(Revert.TICKET_USED));
    }

    @Test
    @Order(9)
    void paysFromTheReserveWhatTheDepositDoesNotCover() {
        var faceValue = Wei.of(1_500_000_000_000_000_000L);

        var paid = mined(orchestrator
                .broker()
                .redeem(winner(faceValue, gateway.rounds().status().last())));

        assertThat(paid).isEqualTo(faceValue);
        assertThat(gateway.broker().funds(GATEWAY.address()).deposit()).isEqualTo(Wei.ZERO);
        assertThat(gateway.broker().claimedReserve(GATEWAY.address(), ORCHESTRATOR.address()))
                .isEqualTo(Wei.of(510_000_000_000_000_000L));
    }

    @Test
    @Order(10)
    void withdrawsFees() {
        var fees = orchestrator.bonding().standing(ORCHESTRATOR.address()).pendingFees();
        var before = orchestrator.wallet().eth(ORCHESTRATOR.address());

        assertThat(mined(orchestrator.bonding().withdrawFees(fees))).isEqualTo(fees);

        assertThat(orchestrator.wallet().eth(ORCHESTRATOR.address())).isGreaterThan(before);
        assertThat(orchestrator.bonding().withdrawFees(Wei.of(1)))
                .isEqualTo(new Outcome.Reverted<>(Revert.FEES_TOO_SMALL));
    }

    @Test
    @Order(11)
    void unlocksCancelsAndCannotWithdrawEarly() {
        assertThat(mined(gateway.broker().unlock()).withdrawRound()).isPositive();
        assertThat(gateway.broker().withdraw()).isEqualTo(new Outcome.Reverted<>(Revert.ACCOUNT_LOCKED));
        assertThat(mined(gateway.broker().cancelUnlock()).withdrawRound()).isZero();
    }

    @Test
    @Order(12)
    void cannotSpendMoreThanTheWalletHolds() {
        assertThat(gateway.broker().fund(DevChain.ether(1_000), Wei.ZERO))
                .isEqualTo(new Outcome.Reverted<>(Revert.BALANCE_TOO_LOW));
    }

    @Test
    @Order(13)
    void tellsBlocksThatAreTakenBackAndRounds() throws InterruptedException {
        var changes = new LinkedBlockingQueue<BlockChange>();
        try (var _ = dev.watcher.listenToChanges(changes::add)) {
            dev.genesis.mine(1);
            await(changes, BlockChange.Added.class);
            dev.genesis.reorganise(2);
            dev.genesis.mine(1);
            await(changes, BlockChange.Removed.class);
            await(changes, BlockChange.Removed.class);

            dev.genesis.mine(ROUND_BLOCKS);
            var begun = mined(gateway.rounds().initialize());
            var told = await(changes, BlockChange.Added.class);
            while (told.events(ChainEvent.NewRound.class).isEmpty()) {
                told = await(changes, BlockChange.Added.class);
            }
            assertThat(told.events(ChainEvent.NewRound.class)).containsExactly(new ChainEvent.NewRound(begun));
            assertThat(dev.watcher.time().lastRound()).isEqualTo(begun);
        }
    }

    @Test
    @Order(14)
    void saysSoWhenTheControllerIsNone() {
        assertThatThrownBy(() -> ContractCalls.find(dev.rpc, new ControllerContract(ORCHESTRATOR.address())))
                .isInstanceOf(ChainUnavailable.class)
                .hasMessageContaining("Controller.getContract")
                .hasMessageContaining("is not that contract");
        assertThat(dev.contracts.token()).isNotEqualTo(new TokenContract(ORCHESTRATOR.address()));
    }

    private static <T> T mined(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Mined<T>(var _, var value) -> value;
            case Outcome.Reverted<T>(var reason) -> throw new AssertionError("refused: " + reason);
        };
    }

    private static <C extends BlockChange> C await(LinkedBlockingQueue<BlockChange> changes, Class<C> type)
            throws InterruptedException {
        while (true) {
            var change = changes.poll(20, TimeUnit.SECONDS);
            assertThat(change).as("a change of the chain within twenty seconds").isNotNull();
            if (type.isInstance(change)) {
                return type.cast(change);
            }
        }
    }

    private static WinningTicket winner(Wei faceValue, CreationRound round) {
        var ticket = new Ticket(
                ORCHESTRATOR.address(),
                GATEWAY.address(),
                faceValue,
                WinProb.ALWAYS,
                1,
                Keccak.hash(RAND.bytes()),
                round);
        return new WinningTicket(new SignedTicket(ticket, GATEWAY.sign(ticket.hash())), RAND, BigInteger.ZERO);
    }
}
