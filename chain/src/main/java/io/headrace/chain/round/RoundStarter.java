package io.headrace.chain.round;

import io.headrace.chain.Revert;
import io.headrace.chain.RoundStatus;
import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import io.headrace.payments.Wei;
import java.time.Duration;

/**
 * Begins rounds that nobody began; optional, since it costs gas and anybody may. All who do it wait a random time first,
 * so that mostly one pays (payments section 5.7).
 *
 * <pre>
 *   from      event                                      to
 *   Resting   BlockSeen, of the block awaited or later,  Asking
 *             or of a chain in which the round is not begun any more
 *   Asking    StatusSeen, of a round that was begun      Resting, until it ends
 *   Asking    StatusSeen, at too high a gas price        Resting, until the next block
 *   Asking    StatusSeen, otherwise                      Delaying
 *   Asking    Failed                                     Resting, until the next block
 *   Delaying  BlockSeen, of a round that was begun       Resting, until it ends
 *   Delaying  Woken                                      Beginning
 *   Beginning BlockSeen                                  Beginning; remembers the highest
 *   Beginning Begun, or Refused since it was begun       Resting, until it ends; Asking, if it ended meanwhile
 *   Beginning Refused otherwise, or Failed               Resting, until the next block
 * </pre>
 *
 * <p>It never ends.
 */
public final class RoundStarter implements Machine<RoundStarter.State, RoundStarter.Event, RoundStarter.Effect> {

    private final Duration maxDelay;
    private final Wei maxGasPrice;

    /**
     * @param maxDelay how long is waited at most, so that others may be first; zero for not at all
     * @param maxGasPrice wei per gas above which a later block is awaited; zero for no limit
     */
    public RoundStarter(Duration maxDelay, Wei maxGasPrice) {
        if (maxDelay.isNegative()) {
            throw new IllegalArgumentException("A delay of " + maxDelay);
        }
        this.maxDelay = maxDelay;
        this.maxGasPrice = maxGasPrice;
    }

    public sealed interface State {
        /**
         * @param begun the round that is taken for begun; 0 for none. A node that lags, or a branch that is taken back,
         *     may have said so
         * @param fromBlock before which there is nothing to do while it is; 0 at the start
         */
        record Resting(long begun, long fromBlock) implements State {

            /** Until a block, whatever was begun. */
            public Resting(long fromBlock) {
                this(0, fromBlock);
            }
        }

        record Asking() implements State {}

        /** @param endBlock the first of the round after it */
        record Delaying(long round, long endBlock) implements State {}

        /** @param seenBlock the highest seen since; 0 for none */
        record Beginning(long round, long endBlock, long seenBlock) implements State {
            Step<State, Effect> begun() {
                return seenBlock < endBlock ? Step.to(new Resting(round, endBlock)) : asking();
            }
        }
    }

    public sealed interface Event {
        /** @param lastRound the last that was begun */
        record BlockSeen(long block, long lastRound) implements Event {}

        record StatusSeen(RoundStatus status, Wei gasPrice, long block) implements Event {}

        /** The delay is over. */
        record Woken(long round) implements Event {}

        record Begun(long round) implements Event {}

        record Refused(long round, Revert reason, long block) implements Event {}

        /** The chain could not be asked, or the transaction was not mined. */
        record Failed(String what, long block) implements Event {}
    }

    public sealed interface Effect {
        /** Ask for the rounds' status and the gas price. */
        record AskStatus() implements Effect {}

        record Wake(long round, Duration after) implements Effect {}

        record Begin(long round) implements Effect {}

        /** Tell the operator. */
        record GasTooDear(long round, Wei max, Wei current) implements Effect {}

        /** Tell the operator. */
        record NotBegun(String why) implements Effect {}
    }

    @Override
    public boolean ended(State state) {
        return false;
    }

    @Override
    public Step<State, Effect> step(State state, Event event, Moment moment) {
        return switch (event) {
            case Event.BlockSeen(var block, var lastRound) -> seen(state, block, lastRound);
            case Event.StatusSeen seen -> state instanceof State.Asking ? decided(seen, moment) : Step.to(state);
            case Event.Woken(var round) ->
                state instanceof State.Delaying(var awaited, var end) && awaited == round
                        ? Step.to(new State.Beginning(round, end, 0), new Effect.Begin(round))
                        : Step.to(state);
            case Event.Begun(var round) ->
                state instanceof State.Beginning beginning && beginning.round() == round
                        ? beginning.begun()
                        : Step.to(state);
            case Event.Refused refused -> refused(state, refused);
            case Event.Failed(var what, var block) ->
                switch (state) {
                    case State.Asking _, State.Beginning _ -> later(block, what);
                    case State.Resting _, State.Delaying _ -> Step.to(state);
                };
        };
    }

    private static Step<State, Effect> seen(State state, long block, long lastRound) {
        return switch (state) {
            case State.Resting(var begun, var fromBlock) when fromBlock <= block || lastRound < begun -> asking();
            case State.Delaying(var round, var end) when lastRound >= round -> Step.to(new State.Resting(round, end));
            case State.Beginning(var round, var end, var seen) ->
                Step.to(new State.Beginning(round, end, Math.max(seen, block)));
            case State.Resting _, State.Asking _, State.Delaying _ -> Step.to(state);
        };
    }

    private static Step<State, Effect> asking() {
        return Step.to(new State.Asking(), new Effect.AskStatus());
    }

    private Step<State, Effect> decided(Event.StatusSeen seen, Moment moment) {
        var status = seen.status();
        if (status.initialized()) {
            return Step.to(new State.Resting(status.current(), status.endBlock()));
        }
        if (!maxGasPrice.isZero() && seen.gasPrice().compareTo(maxGasPrice) > 0) {
            return Step.to(
                    new State.Resting(seen.block() + 1),
                    new Effect.GasTooDear(status.current(), maxGasPrice, seen.gasPrice()));
        }
        var delay = Duration.ofMillis(moment.chance().nextLong(maxDelay.toMillis() + 1));
        return Step.to(
                new State.Delaying(status.current(), status.endBlock()), new Effect.Wake(status.current(), delay));
    }

    private static Step<State, Effect> refused(State state, Event.Refused refused) {
        if (!(state instanceof State.Beginning beginning) || beginning.round() != refused.round()) {
            return Step.to(state);
        }
        return refused.reason() == Revert.ROUND_ALREADY_INITIALIZED
                ? beginning.begun()
                : later(refused.block(), refused.reason().reason());
    }

    private static Step<State, Effect> later(long block, String why) {
        return Step.to(new State.Resting(block + 1), new Effect.NotBegun(why));
    }
}
