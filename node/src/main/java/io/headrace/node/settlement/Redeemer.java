package io.headrace.node.settlement;

import io.headrace.chain.Blocks;
import io.headrace.chain.Chain;
import io.headrace.chain.redemption.RedemptionLimits;
import io.headrace.chain.redemption.RedemptionQueue;
import io.headrace.chain.redemption.RedemptionQueue.Effect;
import io.headrace.chain.redemption.RedemptionQueue.Event;
import io.headrace.chain.redemption.RedemptionQueue.State;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.job.JobId;
import io.headrace.journal.Journal;
import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import io.headrace.orchestrator.billing.WinnerQueue;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import io.headrace.store.WinnerStore;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns winners into money: owns the {@link RedemptionQueue}, feeds it with blocks and does what it asks on virtual
 * threads. A winner is in the store before the queue knows of it and leaves it after the chain has spoken, so a
 * restart begins with every winner that is still open; the broker pays each once, whoever asks how often. Any thread.
 */
public final class Redeemer implements WinnerQueue, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Redeemer.class);

    /** Blocks that may wait to be looked at; what comes faster is skipped. */
    private static final int PATIENCE = 100;

    private final WinnerStore store;
    private final Owner<State, Event, Effect> owner;
    private final Blocks.Subscription blocks;

    private Redeemer(
            Host host,
            Chain chain,
            WinnerStore store,
            Journal journal,
            RedemptionLimits limits,
            RedemptionListener listener) {
        this.store = store;
        var calls = new RedemptionCalls(chain, this::pending);
        var closing = new WinnerClosing(store, journal, listener);
        this.owner = new Owner<>(
                "redemption",
                new RedemptionQueue(limits),
                State.of(store.open()),
                host,
                PATIENCE,
                new Performer(host, calls, closing, listener));
        this.blocks = chain.blocks().listen(time -> owner.offer(new Event.BlockMined(time)));
    }

    /** Takes up what an earlier life left open. */
    public static Redeemer start(
            Host host,
            Chain chain,
            WinnerStore store,
            Journal journal,
            RedemptionLimits limits,
            RedemptionListener listener) {
        var redeemer = new Redeemer(host, chain, store, journal, limits, listener);
        redeemer.owner.tell(new Event.BlockMined(chain.blocks().time()));
        return redeemer;
    }

    /** Never refused once the disk has it: the disk's pace is what bounds the queue. */
    @Override
    public void add(WinningTicket winner) {
        store.add(winner);
        owner.tell(new Event.WinnerFound(winner));
    }

    /** Under which job the journal is told how the winner ended; any time before it does. Returns at once. */
    public void nameJob(Hash256 ticket, JobId job) {
        store.nameJob(ticket, job);
    }

    /** The face values of a sender's winners that are being submitted: they lower its max float. */
    public Wei pending(EthAddress sender) {
        return owner.state().pending(sender);
    }

    /** How many winners are not closed. */
    public int waiting() {
        return owner.state().size();
    }

    /** Hears of no more blocks, so begins with no other winner; those under way end by themselves, the rest waits in the store. */
    @Override
    public void close() {
        blocks.close();
    }

    private record Performer(Host host, RedemptionCalls calls, WinnerClosing closing, RedemptionListener listener)
            implements Owner.Surroundings<State, Event, Effect> {

        /** Winners were safe before they came; where they are on their way is found out anew after a restart. */
        @Override
        public void record(String id, Instant at, State from, Event event, Step<State, Effect> step) {}

        @Override
        public void perform(Effect effect, Owner<State, Event, Effect> owner) {
            switch (effect) {
                case Effect.Check(var ticket, var winner) ->
                    begin("check", ticket, () -> owner.tell(calls.check(ticket, winner)));
                case Effect.Redeem(var ticket, var winner) ->
                    begin("redeem", ticket, () -> owner.tell(calls.redeem(ticket, winner)));
                case Effect.Close(var ticket, var winner, var ending) ->
                    begin(
                            "close",
                            ticket,
                            () -> closing.close(winner, ending, host.moment().now()));
                case Effect.Delayed(var ticket, var reason) -> {
                    LOG.info("Winner {} waits: {}", ticket, reason.message());
                    listener.delayed(ticket, reason);
                }
            }
        }

        private static void begin(String what, Hash256 ticket, Runnable task) {
            Thread.ofVirtual().name(what + " " + ticket).start(task);
        }

        @Override
        public void stopped(String id, State state, Event event, RuntimeException bug) {
            LOG.error(
                    "Redeeming stopped with {} winners open; they are safe, restart the node to go on. It was: {}",
                    state.size(),
                    event,
                    bug);
        }
    }
}
