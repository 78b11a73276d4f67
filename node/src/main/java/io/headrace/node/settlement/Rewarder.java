package io.headrace.node.settlement;

import io.headrace.chain.Blocks;
import io.headrace.chain.Chain;
import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Outcome;
import io.headrace.chain.Tokens;
import io.headrace.chain.round.RewardMachine;
import io.headrace.chain.round.RewardMachine.Effect;
import io.headrace.chain.round.RewardMachine.Event;
import io.headrace.chain.round.RewardMachine.State;
import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import io.headrace.payments.ChainTime;
import io.headrace.payments.Wei;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls reward once per round for the chain's account: owns the {@link RewardMachine}, looks at its standing whenever a
 * round began, and calls on virtual threads. A chain that is silent is asked again at the next block.
 */
public final class Rewarder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rewarder.class);
    private static final int PATIENCE = 100;

    private final Chain chain;
    private final Supplier<Wei> gasPrice;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Owner<State, Event, Effect> owner;
    private final Blocks.Subscription blocks;

    private Rewarder(Host host, Chain chain, RewardListener listener, Wei maxGasPrice, Supplier<Wei> gasPrice) {
        this.chain = chain;
        this.gasPrice = gasPrice;
        this.owner = new Owner<>(
                "reward",
                new RewardMachine(maxGasPrice),
                new State.Resting(0),
                host,
                PATIENCE,
                new Performer(chain, listener));
        this.blocks = chain.blocks().listen(this::mined);
    }

    /** Calls whatever it costs. */
    public static Rewarder start(Host host, Chain chain, RewardListener listener) {
        return start(host, chain, listener, Wei.ZERO, () -> Wei.ZERO);
    }

    /**
     * @param maxGasPrice wei per gas above which a call waits within its round; zero for no limit
     * @param gasPrice what gas costs now, as far as is known without asking; does not block
     */
    public static Rewarder start(
            Host host, Chain chain, RewardListener listener, Wei maxGasPrice, Supplier<Wei> gasPrice) {
        var rewarder = new Rewarder(host, chain, listener, maxGasPrice, gasPrice);
        rewarder.mined(chain.blocks().time());
        return rewarder;
    }

    /** Calls no more. */
    @Override
    public void close() {
        blocks.close();
    }

    private void mined(ChainTime time) {
        owner.offer(new Event.BlockMined(time.block(), gasPrice.get()));
        long round = time.lastRound().round();
        if (round > owner.state().round() && looking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("own standing").start(() -> look(round));
        }
    }

    private void look(long round) {
        try {
            var standing = chain.bonding().standing(chain.account());
            looking.set(false);
            owner.tell(new Event.RoundSeen(
                    round,
                    standing.active(),
                    standing.lastRewardRound(),
                    chain.wallet().gasPrice()));
        } catch (ChainUnavailable silent) {
            LOG.warn("Our standing in round {} cannot be read: {}", round, silent.getMessage());
        } finally {
            looking.set(false);
        }
    }

    private record Performer(Chain chain, RewardListener listener) implements Owner.Surroundings<State, Event, Effect> {

        /** The chain remembers the last round that was rewarded. */
        @Override
        public void record(String id, Instant at, State from, Event event, Step<State, Effect> step) {}

        @Override
        public void perform(Effect effect, Owner<State, Event, Effect> owner) {
            switch (effect) {
                case Effect.CallReward(var round) ->
                    Thread.ofVirtual().name("reward of round " + round).start(() -> owner.tell(call(round)));
                case Effect.RewardBegan(var round) -> listener.rewardBegan(round);
                case Effect.RewardEnded(var round, var minted) -> {
                    LOG.info("Reward of round {}: {} parts of a token", round, minted);
                    listener.rewardEnded(round, minted);
                }
                case Effect.GasTooDear(var round, var max, var current) ->
                    LOG.info("The reward of round {} waits: gas costs {} and may cost {} wei", round, current, max);
                case Effect.RewardMissed(var round, var why) -> {
                    LOG.warn("No reward in round {}: {}", round, why);
                    listener.rewardMissed(round, why);
                }
            }
        }

        private Event call(long round) {
            try {
                return switch (chain.bonding().reward()) {
                    case Outcome.Mined<Tokens>(var _, var minted) -> new Event.Minted(round, minted);
                    case Outcome.Reverted<Tokens>(var reason) -> new Event.Refused(round, reason, block());
                };
            } catch (ChainUnavailable silent) {
                return new Event.Failed(round, String.valueOf(silent.getMessage()), block());
            } catch (RuntimeException bug) {
                LOG.error("An adapter of the chain failed when calling the reward of round {}", round, bug);
                return new Event.Failed(round, bug.toString(), block());
            }
        }

        private long block() {
            return chain.blocks().time().block();
        }

        @Override
        public void stopped(String id, State state, Event event, RuntimeException bug) {
            LOG.error("Calling rewards stopped in {}; restart the node to go on. It was: {}", state, event, bug);
        }
    }
}
