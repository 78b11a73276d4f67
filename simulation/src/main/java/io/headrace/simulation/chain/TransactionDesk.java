package io.headrace.simulation.chain;

import io.headrace.chain.transaction.Call;
import io.headrace.chain.transaction.CallId;
import io.headrace.chain.transaction.Refusal;
import io.headrace.chain.transaction.Result;
import io.headrace.chain.transaction.Spend;
import io.headrace.chain.transaction.SpendGuard;
import io.headrace.chain.transaction.SpendGuard.Answer;
import io.headrace.chain.transaction.Transaction;
import io.headrace.chain.transaction.TransactionEffect;
import io.headrace.chain.transaction.TransactionEvent;
import io.headrace.chain.transaction.TransactionMachine;
import io.headrace.chain.transaction.TransactionState;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** The edge of the {@link TransactionMachine}: stores, asks the spend guard, sends and looks up. */
final class TransactionDesk implements Owner.Surroundings<TransactionState, TransactionEvent, TransactionEffect> {

    private static final int PATIENCE = 1_000;

    private final ChainWorld world;
    private final NodeProcess process;
    private final SimulatedNode node;
    private final BiConsumer<CallId, Result> asker;
    private final SpendGuard guard;
    private final SpendAudit audit;
    private final Set<Allowed> allowed = new HashSet<>();
    private final Owner<TransactionState, TransactionEvent, TransactionEffect> owner;

    private record Allowed(long nonce, CallId id) {}

    TransactionDesk(ChainWorld world, NodeProcess process, HeadSeen head, BiConsumer<CallId, Result> asker) {
        this.world = world;
        this.process = process;
        this.node = process.node();
        this.asker = asker;
        this.guard = new SpendGuard(node.spending(), new SpendGuard.Mode.Live());
        this.audit = new SpendAudit(node.spending());
        this.owner = new Owner<>(
                node.name() + " transactions",
                new TransactionMachine(node.account(), Terms.transactions(world.config)),
                TransactionState.restored(node.transactions().open(), head.head(), world.now()),
                world.host,
                PATIENCE,
                this);
    }

    void ask(CallId id, Call call) {
        owner.tell(new TransactionEvent.Asked(id, call));
    }

    void seen(HeadSeen head) {
        owner.tell(new TransactionEvent.BlockSeen(head.head()));
    }

    /** Whether nothing is under way. */
    boolean atRest() {
        return owner.state().flights().isEmpty() && owner.state().waiting().isEmpty();
    }

    @Override
    public void record(
            String id,
            Instant at,
            TransactionState from,
            TransactionEvent event,
            Step<TransactionState, TransactionEffect> step) {}

    @Override
    public void perform(TransactionEffect effect, Owner<TransactionState, TransactionEvent, TransactionEffect> self) {
        if (!process.alive()) {
            return;
        }
        switch (effect) {
            case TransactionEffect.Estimate(var id, var call) ->
                process.connection()
                        .ask(
                                endpoint -> endpoint.estimate(node.account(), id, call),
                                self::tell,
                                what -> self.tell(new TransactionEvent.EstimateFailed(id, what)));
            case TransactionEffect.AskNonce() ->
                process.connection()
                        .ask(
                                endpoint -> endpoint.pendingNonce(node.account()),
                                nonce -> self.tell(new TransactionEvent.NonceSeen(nonce)),
                                what -> self.tell(new TransactionEvent.NonceFailed(what)));
            case TransactionEffect.Save(var transaction) -> save(transaction);
            case TransactionEffect.Send(var transaction) -> send(transaction);
            case TransactionEffect.LookUp(var transaction) ->
                process.connection()
                        .ask(
                                endpoint -> endpoint.lookUp(node.account(), transaction),
                                self::tell,
                                what -> self.tell(new TransactionEvent.LookUpFailed(transaction.nonce(), what)));
            case TransactionEffect.Finish(var id, var result) -> {
                world.log.add(world.now(), node.name(), id, result);
                asker.accept(id, result);
            }
            case TransactionEffect.Forget(var nonce) -> node.transactions().forget(nonce);
            case TransactionEffect.Report(var transaction, var trouble) ->
                world.log.add(world.now(), node.name(), transaction.id(), trouble.message());
            case TransactionEffect.Count(var incident) -> world.promises.counted(incident);
        }
    }

    private void save(Transaction transaction) {
        if (process.dies(ChainFault.KILLED_BEFORE_SAVE)) {
            return;
        }
        if (!world.config.has(ChainMistake.SEND_UNSAVED)) {
            node.transactions().save(transaction);
        }
    }

    private void send(Transaction transaction) {
        if (process.dies(ChainFault.KILLED_BEFORE_SEND)) {
            return;
        }
        boolean again = allowed.contains(new Allowed(transaction.nonce(), transaction.id()));
        if (!again && !granted(transaction)) {
            return;
        }
        var sent = Sent.of(node.account(), transaction, transaction.fees());
        process.connection().send(transaction, misled(sent, again), owner::tell);
        var _ = process.dies(ChainFault.KILLED_AFTER_SEND);
    }

    /** Asks the guard once for all tries of a transaction: it is asked for what the dearest may cost. */
    private boolean granted(Transaction transaction) {
        var spend = Spend.transaction(transaction.call(), transaction.gas(), Terms.CEILING);
        if (guard.ask(spend, world.now()) instanceof Answer.Refused(var sentence)
                && !world.config.has(ChainMistake.GUARD_IGNORED)) {
            owner.tell(new TransactionEvent.Refused(transaction.nonce(), new Refusal.Other(sentence)));
            return false;
        }
        audit.spent(spend, world.now());
        allowed.add(new Allowed(transaction.nonce(), transaction.id()));
        return true;
    }

    private Sent misled(Sent sent, boolean again) {
        if (!again || !world.config.has(ChainMistake.NEW_NONCE_ON_RESEND)) {
            return sent;
        }
        long fresh = world.endpoints.getFirst().pendingNonce(node.account());
        return Sent.of(
                node.account(),
                new Transaction(fresh, sent.id(), sent.call(), sent.gas(), List.of(sent.fees())),
                sent.fees());
    }

    @Override
    public void stopped(String id, TransactionState state, TransactionEvent event, RuntimeException bug) {
        throw Terms.stopped(id, state, event, bug);
    }
}
