package io.headrace.ethereum.block;

import io.headrace.chain.Blocks;
import io.headrace.chain.ChainUnavailable;
import io.headrace.ethereum.abi.Contracts;
import io.headrace.ethereum.abi.Query;
import io.headrace.ethereum.block.BlockFollower.Effect;
import io.headrace.ethereum.block.BlockFollower.Event;
import io.headrace.ethereum.block.BlockFollower.State;
import io.headrace.ethereum.rpc.BlockId;
import io.headrace.ethereum.rpc.CallMessage;
import io.headrace.ethereum.rpc.EthereumRpc;
import io.headrace.ethereum.rpc.RpcRefusal;
import io.headrace.machine.Moment;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CreationRound;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the chain's head again and again, and tells what changed. Its one virtual thread, which {@link #start}
 * begins and {@link #close} ends, asks, and calls the listeners; they only put letters into mailboxes.
 */
public final class BlockWatcher implements Blocks, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BlockWatcher.class);

    private final EthereumRpc rpc;
    private final EventSource source;
    private final Supplier<Moment> moments;
    private final BlockFollower follower = new BlockFollower();
    private final List<Consumer<ChainTime>> timeListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<BlockChange>> changeListeners = new CopyOnWriteArrayList<>();
    private State state = new State.Watching(Window.EMPTY);
    private volatile ChainClock clock;
    private volatile boolean closed;
    private @Nullable Thread thread;

    private BlockWatcher(EthereumRpc rpc, Contracts contracts, Supplier<Moment> moments) {
        this.rpc = rpc;
        this.source = new EventSource(rpc, contracts);
        this.moments = moments;
        this.clock = ChainClock.at(0, CreationRound.NONE);
    }

    /**
     * Begins at the present head; what was before is not told.
     *
     * @param every how long to wait between two looks; a block is told of at most so late
     * @throws ChainUnavailable when the chain cannot be asked
     */
    public static BlockWatcher start(EthereumRpc rpc, Contracts contracts, Duration every, Supplier<Moment> moments) {
        var watcher = new BlockWatcher(rpc.within(EthereumRpc.WATCHING), contracts, moments);
        watcher.begin(contracts);
        watcher.thread = Thread.ofVirtual().name("blocks").start(() -> watcher.watch(every));
        return watcher;
    }

    @Override
    public ChainTime time() {
        return clock.time();
    }

    @Override
    public Subscription listen(Consumer<ChainTime> listener) {
        timeListeners.add(listener);
        return () -> timeListeners.remove(listener);
    }

    /** Tells of each block added or taken back, in order, with the protocol's events in it. */
    public Subscription listenToChanges(Consumer<BlockChange> listener) {
        changeListeners.add(listener);
        return () -> changeListeners.remove(listener);
    }

    @Override
    public void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** The round is read after the head, so that one which begins between the two is seen twice rather than never. */
    private void begin(Contracts contracts) {
        var head = rpc.latest();
        long round = ask(contracts.rounds().lastInitializedRound());
        var hash = ask(contracts.rounds().blockHashForRound(round));
        clock = ChainClock.at(head.settlementNumber(), new CreationRound(round, hash));
        handle(new Event.HeadSeen(head));
    }

    private <T> T ask(Query<T> query) {
        return query.reader().apply(rpc.call(CallMessage.view(query.to(), query.data()), BlockId.LATEST));
    }

    private void watch(Duration every) {
        try {
            while (!closed) {
                Thread.sleep(every);
                look();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once, as the thread does it again and again. */
    void look() {
        var before = clock;
        handle(head());
        if (!clock.equals(before)) {
            var now = clock.time();
            timeListeners.forEach(listener -> listener.accept(now));
        }
    }

    private Event head() {
        return attempt(() -> new Event.HeadSeen(rpc.latest()));
    }

    private void handle(Event first) {
        var events = new ArrayDeque<Event>();
        events.add(first);
        while (!events.isEmpty()) {
            var event = events.remove();
            if (event instanceof Event.LookFailed(var what) && !closed) {
                LOG.warn("No block was learned: {}", what);
            }
            var step = follower.step(state, event, moments.get());
            state = step.state();
            for (var effect : step.effects()) {
                switch (effect) {
                    case Effect.FetchHeader(var hash) ->
                        events.add(attempt(() -> rpc.header(hash)
                                .<Event>map(Event.HeaderFound::new)
                                .orElseGet(() -> new Event.LookFailed("block " + hash + " is not known any more"))));
                    case Effect.FetchEvents(var from, var to) ->
                        events.add(attempt(() -> new Event.EventsFound(source.events(from, to))));
                    case Effect.Report(var change) -> tell(change);
                }
            }
        }
    }

    private static Event attempt(Supplier<Event> question) {
        try {
            return question.get();
        } catch (ChainUnavailable | RpcRefusal failure) {
            return new Event.LookFailed(String.valueOf(failure.getMessage()));
        }
    }

    private void tell(BlockChange change) {
        if (change instanceof BlockChange.Removed(var header, var _)) {
            LOG.info("Block {} ({}) was taken back", header.number(), header.hash());
        }
        clock = clock.after(change);
        changeListeners.forEach(listener -> listener.accept(change));
    }
}
