package io.headrace.ethereum.account;

import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.transaction.CallId;
import io.headrace.chain.transaction.Result;
import io.headrace.chain.transaction.TransactionEffect;
import io.headrace.chain.transaction.TransactionEvent;
import io.headrace.chain.transaction.TransactionState;
import io.headrace.chain.transaction.TransactionStore;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the transaction machine decides. What a step wants safe is safe before anything of the step is begun; a
 * store that fails stops the machine where it stands, since a transaction that is sent and not known is worse than one
 * that waits.
 *
 * <p>Called on the owner's thread; {@link #close} on any. A closed one does nothing more, so that the store may be
 * closed after it.
 */
final class TransactionDesk implements Owner.Surroundings<TransactionState, TransactionEvent, TransactionEffect> {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionDesk.class);

    private final Answers answers;
    private final TransactionStore store;
    private final Endings endings;
    private final TransactionListener listener;
    private final Executor questions;

    /** Held while the store is written. */
    private final ReentrantLock writing = new ReentrantLock();

    private volatile boolean closed;

    TransactionDesk(
            Answers answers,
            TransactionStore store,
            Endings endings,
            TransactionListener listener,
            Executor questions) {
        this.answers = answers;
        this.store = store;
        this.endings = endings;
        this.listener = listener;
        this.questions = questions;
    }

    @Override
    public void record(
            String id,
            Instant at,
            TransactionState from,
            TransactionEvent event,
            Step<TransactionState, TransactionEffect> step) {
        write(() -> step.effects().forEach(effect -> {
            if (effect instanceof TransactionEffect.Save(var transaction)) {
                store.save(transaction);
            }
        }));
    }

    @Override
    public void perform(TransactionEffect effect, Owner<TransactionState, TransactionEvent, TransactionEffect> owner) {
        if (closed) {
            return;
        }
        switch (effect) {
            case TransactionEffect.Save _ -> {
                // It was safe when the step was recorded, before its first effect.
            }
            case TransactionEffect.Estimate(var id, var call) -> ask(owner, () -> answers.estimated(id, call));
            case TransactionEffect.AskNonce() -> ask(owner, answers::nonce);
            case TransactionEffect.Send(var transaction) -> ask(owner, () -> answers.sent(transaction));
            case TransactionEffect.LookUp(var transaction) -> ask(owner, () -> answers.lookedUp(transaction));
            case TransactionEffect.Finish(var id, var result) -> finish(id, result);
            case TransactionEffect.Forget(var nonce) -> forget(nonce);
            case TransactionEffect.Report(var transaction, var trouble) -> listener.troubled(transaction, trouble);
            case TransactionEffect.Count(var incident) -> listener.counted(incident);
        }
    }

    private void ask(
            Owner<TransactionState, TransactionEvent, TransactionEffect> owner, Supplier<TransactionEvent> question) {
        questions.execute(() -> owner.tell(question.get()));
    }

    private void finish(CallId id, Result result) {
        endings.end(
                id,
                switch (result) {
                    case Result.Mined(var receipt) ->
                        new End.InChain(answers.receipt(receipt.hash()).orElseThrow());
                    case Result.Failed failed -> new End.NotInChain(failed);
                });
    }

    private void forget(long nonce) {
        write(() -> store.forget(nonce));
        answers.forget(nonce);
    }

    private void write(Runnable task) {
        writing.lock();
        try {
            if (!closed) {
                task.run();
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void stopped(String id, TransactionState state, TransactionEvent event, RuntimeException bug) {
        LOG.error("The {} stand still at {}; restart the node", id, event, bug);
        endings.close(new ChainUnavailable(
                "The " + id + " stand still (" + bug.getMessage() + "); those under way are followed after a restart",
                false,
                bug));
    }

    /** Returns when nothing is being written. */
    void close() {
        writing.lock();
        try {
            closed = true;
        } finally {
            writing.unlock();
        }
    }
}
