package io.headrace.node.settlement;

import io.headrace.chain.Blocks;
import io.headrace.chain.Chain;
import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Outcome;
import io.headrace.chain.round.RoundStarter;
import io.headrace.chain.round.RoundStarter.Effect;
import io.headrace.chain.round.RoundStarter.Event;
import io.headrace.chain.round.RoundStarter.State;
import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Wei;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins rounds that nobody began: owns the {@link RoundStarter}, feeds it with blocks, asks and sends on virtual threads. */
public final class RoundKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RoundKeeper.class);

    /** Blocks that may wait to be looked at; what comes faster is skipped. */
    private static final int PATIENCE = 100;

    private final Owner<State, Event, Effect> owner;
    private final Blocks.Subscription blocks;

    private RoundKeeper(Host host, Chain chain, RoundStarter starter) {
        this.owner = new Owner<>("rounds", starter, new State.Resting(0), host, PATIENCE, new Performer(host, chain));
        this.blocks = chain.blocks().listen(this::mined);
    }

    /**
     * Looks at once.
     *
     * @param maxDelay how long is waited at most, so that others may be first
     * @param maxGasPrice wei per gas above which a later block is awaited; zero for no limit
     */
    public static RoundKeeper start(Host host, Chain chain, Duration maxDelay, Wei maxGasPrice) {
        var keeper = new RoundKeeper(host, chain, new RoundStarter(maxDelay, maxGasPrice));
        keeper.mined(chain.blocks().time());
        return keeper;
    }

    /** Begins no more. */
    @Override
    public void close() {
        blocks.close();
    }

    private void mined(ChainTime time) {
        owner.offer(new Event.BlockSeen(time.block(), time.lastRound().round()));
    }

    private record Performer(Host host, Chain chain) implements Owner.Surroundings<State, Event, Effect> {

        /** The chain remembers which rounds were begun. */
        @Override
        public void record(String id, Instant at, State from, Event event, Step<State, Effect> step) {}

        @Override
        public void perform(Effect effect, Owner<State, Event, Effect> owner) {
            switch (effect) {
                case Effect.AskStatus _ -> begin("round status", () -> owner.tell(status()));
                case Effect.Wake(var round, var after) -> {
                    var _ = host.after(after, () -> owner.tell(new Event.Woken(round)));
                }
                case Effect.Begin(var round) -> begin("round " + round, () -> owner.tell(initialize(round)));
                case Effect.GasTooDear(var round, var max, var current) ->
                    LOG.info("Round {} is not begun yet: gas costs {} and may cost {} wei", round, current, max);
                case Effect.NotBegun(var why) -> LOG.warn("The round was not begun: {}", why);
            }
        }

        private static void begin(String what, Runnable task) {
            Thread.ofVirtual().name(what).start(task);
        }

        private Event status() {
            return answered(() ->
                    new Event.StatusSeen(chain.rounds().status(), chain.wallet().gasPrice(), block()));
        }

        private Event initialize(long round) {
            return answered(() -> switch (chain.rounds().initialize()) {
                case Outcome.Mined<CreationRound> _ -> new Event.Begun(round);
                case Outcome.Reverted<CreationRound>(var reason) -> new Event.Refused(round, reason, block());
            });
        }

        private Event answered(Supplier<Event> call) {
            try {
                return call.get();
            } catch (ChainUnavailable silent) {
                return new Event.Failed(String.valueOf(silent.getMessage()), block());
            } catch (RuntimeException bug) {
                LOG.error("An adapter of the chain failed when rounds were looked after", bug);
                return new Event.Failed(bug.toString(), block());
            }
        }

        private long block() {
            return chain.blocks().time().block();
        }

        @Override
        public void stopped(String id, State state, Event event, RuntimeException bug) {
            LOG.error("Beginning rounds stopped in {}; restart the node to go on. It was: {}", state, event, bug);
        }
    }
}
