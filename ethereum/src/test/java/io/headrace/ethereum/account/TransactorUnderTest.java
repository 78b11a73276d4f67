package io.headrace.ethereum.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Blocks;
import io.headrace.chain.Outcome;
import io.headrace.chain.transaction.InMemoryTransactionStore;
import io.headrace.chain.transaction.Incident;
import io.headrace.chain.transaction.Transaction;
import io.headrace.chain.transaction.TransactionLimits;
import io.headrace.chain.transaction.TransactionStore;
import io.headrace.chain.transaction.Trouble;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.PrivateKey;
import io.headrace.ethereum.abi.Call;
import io.headrace.ethereum.key.LocalKey;
import io.headrace.ethereum.key.TransactionSigner;
import io.headrace.ethereum.rpc.EthereumRpc;
import io.headrace.ethereum.rpc.FailoverConfig;
import io.headrace.ethereum.rpc.FailoverRpc;
import io.headrace.ethereum.rpc.FakeNode;
import io.headrace.ethereum.rpc.Receipt;
import io.headrace.machine.SimulatedHost;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A transactor over a fake node in virtual time: it looks every five seconds, replaces once after five minutes, and
 * believes what two blocks are on top of.
 */
final class TransactorUnderTest implements TransactionListener {

    static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    static final Duration TIMEOUT = Duration.ofMinutes(5);
    static final Wei CEILING = Wei.of(100_000);
    static final int CONFIRMATIONS = 2;

    final SimulatedHost host = new SimulatedHost(1);
    final FakeNode node = new FakeNode();
    final List<Incident> incidents = new ArrayList<>();
    final List<Trouble> troubles = new ArrayList<>();
    private final List<Consumer<ChainTime>> blockListeners = new ArrayList<>();
    TransactionStore store = new InMemoryTransactionStore();
    TransactionSigner signer = new LocalKey(PrivateKey.of(Hash256.of(BigInteger.valueOf(7))));
    Spending spending = Spending.UNLIMITED;

    DurableTransactor open() {
        var limits = new TransactionLimits(CEILING, TIMEOUT, 1, CONFIRMATIONS, 4, 50, Duration.ofHours(1));
        var rpc = new FailoverRpc(List.of(node), FailoverConfig.of(31_337), () -> 0);
        var ports = new DurableTransactor.Ports(
                new EthereumRpc(rpc, Duration.ofSeconds(10)), signer, store, new Feed(), spending, this, host);
        return DurableTransactor.open(
                ports, new DurableTransactor.Config(31_337, limits, LOOK_EVERY, 1), Runnable::run);
    }

    private final class Feed implements Blocks {
        @Override
        public ChainTime time() {
            return new ChainTime(0, CreationRound.NONE);
        }

        @Override
        public Subscription listen(Consumer<ChainTime> listener) {
            blockListeners.add(listener);
            return () -> blockListeners.remove(listener);
        }
    }

    /** The feed tells of a block. */
    void tellBlock() {
        List.copyOf(blockListeners).forEach(listener -> listener.accept(new ChainTime(1, CreationRound.NONE)));
        pass(Duration.ZERO);
    }

    int listeners() {
        return blockListeners.size();
    }

    /** Lets happen what is due within this time. */
    void pass(Duration time) {
        var marks = new ArrayList<Boolean>();
        host.after(time, () -> marks.add(true));
        while (marks.isEmpty()) {
            assertThat(host.step()).isTrue();
        }
        // What was put into mailboxes at that very moment may have been drawn to come later.
        if (time.isZero() || !time.minus(LOOK_EVERY).isNegative()) {
            pass(Duration.ofMillis(1));
        }
    }

    /** Begins a call and lets it come as far as it does without a block. */
    CompletableFuture<End> begin(DurableTransactor transactor, Call call) {
        var end = transactor.begin(call);
        pass(Duration.ofMillis(1));
        return end;
    }

    /** Mines what waits at this nonce and enough blocks on top of it. */
    void confirm(long nonce) {
        node.mine(nonce, true);
        settle();
    }

    /** Enough blocks, and a look at them. */
    void settle() {
        node.mineEmpty(CONFIRMATIONS);
        pass(LOOK_EVERY);
    }

    /** The outcome of what has ended; waits for nothing. */
    static Outcome<Receipt> outcome(DurableTransactor transactor, Call call, CompletableFuture<End> end) {
        assertThat(end).isDone();
        return transactor.outcome(call, end);
    }

    @Override
    public void counted(Incident incident) {
        incidents.add(incident);
    }

    @Override
    public void troubled(Transaction transaction, Trouble trouble) {
        troubles.add(trouble);
    }
}
