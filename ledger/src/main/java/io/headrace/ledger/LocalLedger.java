package io.headrace.ledger;

import io.headrace.chain.Blocks;
import io.headrace.chain.Chain;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.ChainTime;
import io.headrace.payments.Wei;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The direct face of the ledger: the one place where its state changes, for all roles in one process. Whoever drives it
 * calls {@link #advance} once per block time; a simulation does so on virtual time.
 *
 * <p>Any thread. Commands are applied one at a time and take effect at once: their block is the latest. Listeners are
 * called after the change, on the thread that made it, and only put letters into mailboxes.
 */
public final class LocalLedger implements LedgerFace {

    private final LedgerRules rules;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Consumer<ChainTime>> blockListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<LedgerEvent>> eventListeners = new CopyOnWriteArrayList<>();
    private volatile LedgerState state;

    public LocalLedger(LedgerRules rules, Genesis genesis) {
        this(rules, rules.begin(genesis));
    }

    /** @param state where an earlier ledger of the same rules ended */
    public LocalLedger(LedgerRules rules, LedgerState state) {
        this.rules = rules;
        this.state = state;
    }

    /** The chain as one account sees it. Who asks for an account is trusted to own it. */
    public Chain as(EthAddress account) {
        return new LedgerChain(this, account);
    }

    public LedgerState state() {
        return state;
    }

    public LedgerRules rules() {
        return rules;
    }

    /** Mines so many blocks. */
    public void advance(long blocks) {
        apply(new Command.Advance(blocks));
        var time = state.time();
        blockListeners.forEach(listener -> listener.accept(time));
    }

    public LedgerStep apply(Command command) {
        var step = applied(command);
        if (step instanceof LedgerStep.Applied done) {
            done.events().forEach(event -> eventListeners.forEach(listener -> listener.accept(event)));
        }
        return step;
    }

    private LedgerStep applied(Command command) {
        lock.lock();
        try {
            var step = rules.apply(state, command);
            if (step instanceof LedgerStep.Applied done) {
                state = done.state();
            }
            return step;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CommandAnswer command(Command command) {
        return switch (apply(command)) {
            case LedgerStep.Applied applied ->
                new CommandAnswer.Done(applied.state().serial(), applied.events());
            case LedgerStep.Refused(var reason) -> new CommandAnswer.Refused(reason);
        };
    }

    @Override
    public AccountView account(EthAddress account) {
        var now = state;
        var holding = now.holding(account);
        var orchestrator = now.orchestrator(account);
        return new AccountView(
                holding.eth(),
                holding.tokens(),
                now.sender(account).funds(round(now)),
                orchestrator.standing(rules.active(now).contains(account)),
                orchestrator.earnings(),
                orchestrator.locks().list(),
                now.services().getOrDefault(account, ""));
    }

    @Override
    public ChainView chain() {
        var now = state;
        return new ChainView(
                now.time(), rules.rounds(now), rules.active(now), now.pool().size());
    }

    @Override
    public Wei claimed(EthAddress sender, EthAddress recipient) {
        var now = state;
        return now.sender(sender).reserve().claimedBy(recipient, round(now));
    }

    @Override
    public boolean used(Hash256 ticket) {
        return state.used().contains(ticket);
    }

    @Override
    public ChainTime time() {
        return state.time();
    }

    private long round(LedgerState of) {
        return rules.rounds(of).current();
    }

    @Override
    public Blocks.Subscription onBlock(Consumer<ChainTime> listener) {
        blockListeners.add(listener);
        return () -> blockListeners.remove(listener);
    }

    public Blocks.Subscription onEvent(Consumer<LedgerEvent> listener) {
        eventListeners.add(listener);
        return () -> eventListeners.remove(listener);
    }
}
