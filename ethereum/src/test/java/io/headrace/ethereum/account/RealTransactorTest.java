package io.headrace.ethereum.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Outcome;
import io.headrace.chain.transaction.InMemoryTransactionStore;
import io.headrace.chain.transaction.Incident;
import io.headrace.chain.transaction.Transaction;
import io.headrace.chain.transaction.TransactionLimits;
import io.headrace.chain.transaction.TransactionStore;
import io.headrace.chain.transaction.Trouble;
import io.headrace.crypto.Hash256;
import io.headrace.ethereum.abi.Call;
import io.headrace.ethereum.dev.Anvil;
import io.headrace.ethereum.dev.DevChain;
import io.headrace.ethereum.dev.FundedChain;
import io.headrace.ethereum.key.LocalKey;
import io.headrace.ethereum.key.UnsignedTransaction;
import io.headrace.ethereum.rpc.BlockId;
import io.headrace.ethereum.rpc.EthereumRpc;
import io.headrace.ethereum.rpc.HexData;
import io.headrace.ethereum.rpc.Receipt;
import io.headrace.ethereum.rpc.TappedRpc;
import io.headrace.machine.ThreadHost;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import io.headrace.store.Database;
import io.headrace.store.SqliteTransactionStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Redemptions on a real chain that is dear, turns back, loses what was sent, or is used by another program too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealTransactorTest {

    private static final LocalKey KEY = new LocalKey(FundedChain.RECIPIENT);
    private static final Wei FACE_VALUE = Wei.of(1_000_000_000_000_000L);
    private static final Wei GWEI = Wei.of(1_000_000_000L);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    private FundedChain chain;
    private ThreadHost host;
    private TappedRpc tapped;
    private final LinkedBlockingQueue<Incident> incidents = new LinkedBlockingQueue<>();
    private final List<DurableTransactor> opened = new ArrayList<>();
    private long winners;

    @BeforeAll
    void start() throws IOException {
        chain = FundedChain.startOrSkip();
        host = new ThreadHost(InstantSource.system(), new Random(1));
    }

    @BeforeEach
    void listen() {
        tapped = new TappedRpc(chain.dev.rpc.rpc());
        incidents.clear();
        chain.dev.genesis.mineAtOnce(false);
    }

    @AfterEach
    void closeTransactors() {
        opened.forEach(DurableTransactor::close);
        opened.clear();
        chain.dev.genesis.mineAtOnce(true);
        chain.dev.genesis.mine(1);
    }

    @AfterAll
    void end() {
        if (chain != null) {
            chain.close();
            host.close();
        }
    }

    @Test
    void replacesARedemptionThatTheMarketLeftBehind() throws InterruptedException {
        var before = chain.deposit();
        var winner = winner();
        var transactor = open(new InMemoryTransactionStore());

        var redemption = redeem(transactor, winner);
        tapped.awaitSending();
        chain.dev.genesis.nextBaseFee(GWEI.times(50));
        chain.dev.genesis.mine(1);
        var other = CompletableFuture.supplyAsync(
                () -> chain.dev.as(FundedChain.SENDER).services().register("https://127.0.0.1"), VIRTUAL);
        while (!other.isDone()) {
            chain.dev.genesis.nextBaseFee(GWEI.times(50));
            chain.dev.genesis.mine(1);
            waitABlock(other);
        }
        assertThat(redemption).as("left behind by the market").isNotDone();
        await(Incident.REPLACED);
        tapped.awaitSending();

        assertThat(mined(redemption)).isEqualTo(FACE_VALUE);
        assertThat(chain.used(winner)).isTrue();
        assertThat(chain.deposit()).isEqualTo(before.minus(FACE_VALUE));
    }

    @Test
    void redeemsAgainWhatTheChainTookBack() throws InterruptedException {
        var before = chain.deposit();
        var winner = winner();
        var transactor = open(new InMemoryTransactionStore());

        var redemption = redeem(transactor, winner);
        tapped.awaitSending();
        chain.dev.genesis.mine(1);
        tapped.await("eth_getTransactionReceipt", RealTransactorTest::isPresent);
        chain.dev.genesis.reorganise(1);
        await(Incident.REORGANISED);
        assertThat(chain.used(winner)).isFalse();

        assertThat(mined(redemption)).isEqualTo(FACE_VALUE);
        assertThat(chain.used(winner)).isTrue();
        assertThat(chain.deposit()).isEqualTo(before.minus(FACE_VALUE));
    }

    @Test
    void finishesAfterARestartWhatWasSentBefore(@TempDir Path folder) throws InterruptedException {
        var before = chain.deposit();
        long nonce = chain.dev.rpc.nonce(KEY.address(), BlockId.LATEST);
        var winner = winner();
        try (var database = Database.open(folder.resolve("db"))) {
            var first = open(new SqliteTransactionStore(database, KEY.address()));
            var redemption = redeem(first, winner);
            tapped.awaitSending();
            first.close();
            assertThatThrownBy(redemption::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(ChainUnavailable.class)
                    .hasMessageContaining("stays in the store");
        }

        try (var database = Database.open(folder.resolve("db"))) {
            var store = new SqliteTransactionStore(database, KEY.address());
            assertThat(store.open()).hasSize(1);
            var second = open(store);
            assertThat(mined(redeem(second, winner))).isEqualTo(FACE_VALUE);
            second.close();
        }
        assertThat(chain.dev.rpc.nonce(KEY.address(), BlockId.LATEST)).isEqualTo(nonce + 1);
        assertThat(chain.deposit()).isEqualTo(before.minus(FACE_VALUE));
    }

    @Test
    void givesAHundredCallsAtOnceNoncesWithoutAGap() {
        chain.dev.genesis.mineAtOnce(true);
        long nonce = chain.dev.rpc.nonce(KEY.address(), BlockId.LATEST);
        var transactor = open(new InMemoryTransactionStore());

        var payments = new ArrayList<CompletableFuture<Outcome<Receipt>>>();
        for (int i = 0; i < 100; i++) {
            payments.add(pay(transactor));
        }
        var transactions = new HashSet<Hash256>();
        payments.forEach(payment -> transactions.add(mined(payment).transaction()));

        assertThat(transactions).hasSize(100);
        assertThat(chain.dev.rpc.nonce(KEY.address(), BlockId.PENDING)).isEqualTo(nonce + 100);
        assertThat(incidents).doesNotContain(Incident.NONCE_TOO_LOW, Incident.REPAIRED, Incident.REPLACED);
    }

    @Test
    void takesAnotherNonceWhenAnotherProgramWasFaster() throws InterruptedException {
        long nonce = chain.dev.rpc.nonce(KEY.address(), BlockId.LATEST);
        var transactor = open(new InMemoryTransactionStore());

        var first = pay(transactor);
        tapped.awaitSending();
        sendFromAnotherProgram(nonce + 1);
        chain.dev.genesis.mine(1);
        var second = pay(transactor);
        await(Incident.NONCE_TOO_LOW);

        mined(first);
        assertThat(chain.dev
                        .rpc
                        .transaction(mined(second).transaction())
                        .orElseThrow()
                        .nonce())
                .isEqualTo(nonce + 2);
    }

    @Test
    void fillsTheHoleThatAnotherProgramLeft() throws InterruptedException {
        long nonce = chain.dev.rpc.nonce(KEY.address(), BlockId.LATEST);
        var transactor = open(new InMemoryTransactionStore());

        var lost = sendFromAnotherProgram(nonce);
        var payment = pay(transactor);
        tapped.awaitSending();
        chain.dev.genesis.drop(lost);

        mined(payment);
        await(Incident.REPAIRED);
        assertThat(chain.dev.rpc.nonce(KEY.address(), BlockId.LATEST)).isEqualTo(nonce + 2);
    }

    private DurableTransactor open(TransactionStore store) {
        var limits = new TransactionLimits(GWEI.times(1_000), TIMEOUT, 5, 1, 16, 1_000, Duration.ofMinutes(5));
        var ports = new DurableTransactor.Ports(
                new EthereumRpc(tapped, EthereumRpc.WATCHING),
                KEY,
                store,
                chain.dev.watcher,
                Spending.UNLIMITED,
                new Listener(),
                host);
        var transactor = DurableTransactor.open(
                ports, new DurableTransactor.Config(Anvil.CHAIN_ID, limits, Duration.ofMillis(100), 16));
        opened.add(transactor);
        return transactor;
    }

    private CompletableFuture<Outcome<Wei>> redeem(DurableTransactor transactor, WinningTicket winner) {
        var broker = chain.dev.through(transactor).broker();
        return CompletableFuture.supplyAsync(() -> broker.redeem(winner), VIRTUAL);
    }

    private static CompletableFuture<Outcome<Receipt>> pay(DurableTransactor transactor) {
        var payment = Call.pay(DevChain.key(99).address(), Wei.of(1));
        return CompletableFuture.supplyAsync(() -> transactor.send(payment), VIRTUAL);
    }

    private WinningTicket winner() {
        winners++;
        return chain.winner(winners, FACE_VALUE);
    }

    private Hash256 sendFromAnotherProgram(long nonce) {
        var other = new UnsignedTransaction(
                Anvil.CHAIN_ID, nonce, GWEI.times(5), GWEI.times(100), 21_000, KEY.address(), Wei.ZERO, HexData.NONE);
        return chain.dev.rpc.sendRaw(KEY.sign(other).raw());
    }

    private static boolean isPresent(Object answer) {
        return answer instanceof Optional<?> receipt && receipt.isPresent();
    }

    /** Mines until it has ended. */
    private <T> T mined(CompletableFuture<Outcome<T>> outcome) {
        while (!outcome.isDone()) {
            chain.dev.genesis.mine(1);
            waitABlock(outcome);
        }
        return switch (outcome.join()) {
            case Outcome.Mined<T>(var _, var value) -> value;
            case Outcome.Reverted<T>(var reason) -> throw new AssertionError("refused: " + reason);
        };
    }

    private static void waitABlock(CompletableFuture<?> outcome) {
        try {
            outcome.handle((_, _) -> true)
                    .completeOnTimeout(false, 200, TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException failed) {
            throw new AssertionError(failed);
        }
    }

    private void await(Incident wanted) throws InterruptedException {
        for (var next = incidents.poll(60, TimeUnit.SECONDS);
                next != wanted;
                next = incidents.poll(60, TimeUnit.SECONDS)) {
            assertThat(next)
                    .as("an incident within a minute, at last " + wanted)
                    .isNotNull();
        }
    }

    private final class Listener implements TransactionListener {
        @Override
        public void counted(Incident incident) {
            incidents.add(incident);
        }

        @Override
        public void troubled(Transaction transaction, Trouble trouble) {
            assertThat(trouble.message()).isNotBlank();
        }
    }
}
