package io.headrace.ethereum.account;

import io.headrace.chain.Blocks;
import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Outcome;
import io.headrace.chain.Revert;
import io.headrace.chain.transaction.CallData;
import io.headrace.chain.transaction.CallId;
import io.headrace.chain.transaction.GasLimit;
import io.headrace.chain.transaction.Refusal;
import io.headrace.chain.transaction.Result;
import io.headrace.chain.transaction.Spend;
import io.headrace.chain.transaction.SpendGuard;
import io.headrace.chain.transaction.Transaction;
import io.headrace.chain.transaction.TransactionEvent;
import io.headrace.chain.transaction.TransactionLimits;
import io.headrace.chain.transaction.TransactionMachine;
import io.headrace.chain.transaction.TransactionState;
import io.headrace.chain.transaction.TransactionStore;
import io.headrace.crypto.EthAddress;
import io.headrace.ethereum.abi.Call;
import io.headrace.ethereum.abi.Occasion;
import io.headrace.ethereum.key.TransactionSigner;
import io.headrace.ethereum.rpc.EthereumRpc;
import io.headrace.ethereum.rpc.Receipt;
import io.headrace.ethereum.rpc.RpcRefusal;
import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/**
 * Many transactions at once, each followed until the chain has spoken: through lost answers, rising fees,
 * reorganisations and restarts (payments sections 5.2 to 5.4). What is decided is {@link TransactionMachine}'s; here it
 * is stored, sent and looked up, by {@link TransactionDesk}.
 *
 * <p>A call that is meant to happen once ({@link Occasion.Once}) and is under way already, perhaps since before a
 * restart, is joined: its asker hears the end of what was sent then. One account has one such transactor; another
 * program that uses its key is survived, not welcome.
 *
 * <p>Any thread may send; it blocks, so it should be a virtual one. After {@link #close} all who wait are let go, and
 * what is under way stays in the store for the next life.
 */
public final class DurableTransactor implements Transactor, AutoCloseable {

    /**
     * What it works with; all stay the caller's.
     *
     * @param store of this account alone
     * @param blocks of the same chain as {@code rpc}
     */
    public record Ports(
            EthereumRpc rpc,
            TransactionSigner signer,
            TransactionStore store,
            Blocks blocks,
            Spending spending,
            TransactionListener listener,
            Host host) {}

    /**
     * @param chainId for which is signed
     * @param lookEvery how long a silent chain goes unasked
     * @param maxQuestions that are asked of the chain at once, besides those of the askers themselves
     */
    public record Config(long chainId, TransactionLimits limits, Duration lookEvery, int maxQuestions) {

        public Config {
            if (chainId <= 0 || !lookEvery.isPositive() || maxQuestions < 1) {
                throw new IllegalArgumentException("Nothing can be followed on chain " + chainId + ", looking every "
                        + lookEvery + " with " + maxQuestions + " questions at once");
            }
        }

        /** Looks every five seconds, as the network's own node does; sixteen questions at once. */
        public static Config of(long chainId, TransactionLimits limits) {
            return new Config(chainId, limits, Duration.ofSeconds(5), 16);
        }
    }

    private final Ports ports;
    private final Config config;
    private final EthAddress account;
    private final Settlement settlement;
    private final Endings endings;
    private final TransactionDesk desk;
    private final Owner<TransactionState, TransactionEvent, ?> owner;
    private final HeadWatch heads;

    private DurableTransactor(Ports ports, Config config, Executor questions) {
        this.ports = ports;
        this.config = config;
        this.account = ports.signer().address();
        this.settlement = new Settlement(ports.rpc(), account);
        var head = settlement.head();
        var saved = ports.store().open();
        this.endings = new Endings(saved.stream().map(Transaction::id).toList());
        var answers = new Answers(ports.rpc(), account, new SignedTries(ports.signer(), config.chainId()));
        this.desk = new TransactionDesk(answers, ports.store(), endings, ports.listener(), questions);
        this.owner = new Owner<>(
                "transactions of " + account,
                new TransactionMachine(account, config.limits()),
                TransactionState.restored(saved, head, ports.host().moment().now()),
                ports.host(),
                config.limits().maxWaiting(),
                desk);
        this.heads = new HeadWatch(
                settlement::head,
                head,
                ports.blocks(),
                ports.host(),
                config.lookEvery(),
                seen -> owner.tell(new TransactionEvent.BlockSeen(seen)));
    }

    /**
     * Takes up what the store has open and goes on with it.
     *
     * @throws ChainUnavailable when the chain cannot be asked
     */
    public static DurableTransactor open(Ports ports, Config config) {
        return open(ports, config, new Questions(config.maxQuestions()));
    }

    static DurableTransactor open(Ports ports, Config config, Executor questions) {
        var transactor = new DurableTransactor(ports, config, questions);
        transactor.heads.begin();
        return transactor;
    }

    @Override
    public EthAddress account() {
        return account;
    }

    @Override
    public Outcome<Receipt> send(Call call) {
        return outcome(call, begin(call));
    }

    /** Waits for the end. */
    Outcome<Receipt> outcome(Call call, CompletableFuture<End> end) {
        try {
            return switch (await(call, end)) {
                case End.InChain(var receipt) -> settlement.outcome(call, receipt);
                case End.NotInChain(var why) -> failed(call, why);
            };
        } catch (RpcRefusal refusal) {
            return Refusals.outcome(call.what(), refusal);
        }
    }

    /** Begins the call or joins it; the future ends with it. */
    CompletableFuture<End> begin(Call call) {
        var id = name(call);
        var place = endings.place(id);
        if (place.first()) {
            try {
                ask(id, call);
            } catch (RuntimeException failure) {
                endings.fail(id, failure);
            }
        }
        return place.end();
    }

    private CallId name(Call call) {
        return switch (call.occasion()) {
            case Occasion.Once(var id) -> id;
            case Occasion.EachTime _ ->
                new CallId(call.purpose().name().toLowerCase(Locale.ROOT) + "-"
                        + Long.toHexString(ports.host().moment().chance().nextLong()));
        };
    }

    private void ask(CallId id, Call call) {
        long gas = settlement.gas(call);
        var wanted = new io.headrace.chain.transaction.Call(
                call.to(), CallData.of(call.data().bytes()), call.value(), new GasLimit.Fixed(gas), call.purpose());
        var spend = Spend.transaction(wanted, gas, config.limits().ceiling());
        if (ports.spending().ask(spend, ports.host().moment().now())
                instanceof SpendGuard.Answer.Refused(var sentence)) {
            throw new ChainUnavailable(call.what() + " is not sent: " + sentence, false);
        }
        if (!owner.offer(new TransactionEvent.Asked(id, wanted))) {
            throw new ChainUnavailable(
                    call.what() + " is not sent: " + config.limits().maxWaiting() + " letters wait already", true);
        }
    }

    private static End await(Call call, CompletableFuture<End> end) {
        try {
            return end.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ChainUnavailable(
                    "Waiting for the end of " + call.what() + " was interrupted; it is followed on", false);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException(failed.getCause());
        }
    }

    private static Outcome<Receipt> failed(Call call, Result.Failed why) {
        boolean retryHelps = switch (why) {
            case Result.NeverTaken(var _, var refusal) -> refusal instanceof Refusal.Underpriced;
            case Result.WouldRevert _ -> false;
            case Result.NonceTaken _, Result.HeldTooLong _, Result.TooManyWaiting _ -> true;
        };
        if (why instanceof Result.NeverTaken(var _, Refusal.InsufficientFunds _)) {
            return new Outcome.Reverted<>(Revert.BALANCE_TOO_LOW);
        }
        throw new ChainUnavailable(call.what() + " did not happen: " + why.message(), retryHelps);
    }

    @Override
    public void close() {
        heads.close();
        desk.close();
        endings.close(new ChainUnavailable(
                "The transactor of " + account
                        + " is closed; what is under way stays in the store and is followed after the next start",
                false));
    }
}
