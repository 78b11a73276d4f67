package io.headrace.chain.round;

import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import io.headrace.payments.Wei;
import java.util.ArrayList;

/**
 * Calls reward once in every round in which the orchestrator is active. A reward that is not called in its round is
 * lost, so a failure is tried again within the round, and a node that starts in the middle of one still calls
 * (payments section 5.8; the network's own node does neither).
 *
 * <pre>
 *   from      event                                   to
 *   Resting   RoundSeen, of an active one's new round  Calling, or Pausing while gas is too dear
 *   Resting   Failed, of this round                   Pausing: the block was taken back in which an earlier life's
 *                                                     call was seen
 *   Calling   Minted                                  Resting
 *   Calling   Refused, for good and repeatedly        Resting
 *   Calling   Refused otherwise, or Failed            Pausing
 *   Calling   RoundSeen, of a later round             Calling, or Pausing, or Resting when it is not active in it
 *   Pausing   BlockMined, when the pause is over      Calling, unless gas is too dear
 *   Pausing   RoundSeen, of a later round             Calling, Pausing or Resting; the reward of the earlier is lost
 * </pre>
 *
 * <p>It never ends.
 */
public final class RewardMachine implements Machine<RewardMachine.State, RewardMachine.Event, RewardMachine.Effect> {

    private static final long LONGEST_PAUSE_BLOCKS = 16;
    private static final int MAX_DOUBLINGS = 4;

    /** After pauses of seven blocks together: no node that is of any use lags as far. */
    private static final int BELIEVED_ATTEMPT = 4;

    private final Wei maxGasPrice;

    /** Calls whatever it costs. */
    public RewardMachine() {
        this(Wei.ZERO);
    }

    /** @param maxGasPrice wei per gas above which it waits within the round; zero for no limit */
    public RewardMachine(Wei maxGasPrice) {
        this.maxGasPrice = maxGasPrice;
    }

    public sealed interface State {
        /** The round that this is about: nothing is left to do for it and those before. */
        long round();

        record Resting(long round) implements State {}

        record Calling(long round, int attempt) implements State {}

        /**
         * @param attempt how often it was called; 0 while gas is too dear
         * @param fromBlock when to try again
         */
        record Pausing(long round, int attempt, long fromBlock) implements State {}
    }

    public sealed interface Event {
        /**
         * A round was begun, or is found under way at the start.
         *
         * @param lastRewardRound the last round whose reward this orchestrator called
         * @param gasPrice wei per gas
         */
        record RoundSeen(long round, boolean active, long lastRewardRound, Wei gasPrice) implements Event {
            /** Where gas costs nothing. */
            public RoundSeen(long round, boolean active, long lastRewardRound) {
                this(round, active, lastRewardRound, Wei.ZERO);
            }
        }

        /** @param gasPrice wei per gas */
        record BlockMined(long block, Wei gasPrice) implements Event {
            /** Where gas costs nothing. */
            public BlockMined(long block) {
                this(block, Wei.ZERO);
            }
        }

        record Minted(long round, Tokens amount) implements Event {}

        record Refused(long round, Revert reason, long block) implements Event {}

        /** The chain could not be asked. */
        record Failed(long round, String what, long block) implements Event {}
    }

    public sealed interface Effect {
        record CallReward(long round) implements Effect {}

        /** Row 20 of the network's table: units that are being published take note. */
        record RewardBegan(long round) implements Effect {}

        /** Row 21. */
        record RewardEnded(long round, Tokens minted) implements Effect {}

        /** Tell the operator: the call waits for cheaper gas. */
        record GasTooDear(long round, Wei max, Wei current) implements Effect {}

        /** Row 21 as well: nothing was minted, and nothing more is tried. */
        record RewardMissed(long round, String why) implements Effect {}
    }

    @Override
    public boolean ended(State state) {
        return false;
    }

    @Override
    public Step<State, Effect> step(State state, Event event, Moment moment) {
        return switch (event) {
            case Event.RoundSeen seen -> seen.round() > state.round() ? enter(state, seen) : Step.to(state);
            case Event.BlockMined(var block, var gasPrice) -> tick(state, block, gasPrice);
            case Event.Minted(var round, var amount) ->
                calling(state, round)
                        ? Step.to(new State.Resting(round), new Effect.RewardEnded(round, amount))
                        : Step.to(state);
            case Event.Refused(var round, var reason, var block) ->
                calling(state, round) ? refused(state, reason, block) : Step.to(state);
            case Event.Failed(var round, var _, var block) ->
                calling(state, round) || resting(state, round) ? pause(state, block) : Step.to(state);
        };
    }

    private Step<State, Effect> enter(State before, Event.RoundSeen seen) {
        var effects = new ArrayList<Effect>();
        if (before instanceof State.Pausing(var round, var _, var _)) {
            effects.add(new Effect.RewardMissed(round, "round " + seen.round() + " began before it could be called"));
        }
        var step = entered(seen);
        effects.addAll(step.effects());
        return new Step<>(step.state(), effects);
    }

    private Step<State, Effect> entered(Event.RoundSeen seen) {
        long round = seen.round();
        if (!seen.active() || seen.lastRewardRound() >= round) {
            return Step.to(new State.Resting(round));
        }
        return tooDear(seen.gasPrice())
                ? Step.to(new State.Pausing(round, 0, 0), new Effect.GasTooDear(round, maxGasPrice, seen.gasPrice()))
                : call(round, 1);
    }

    private Step<State, Effect> tick(State state, long block, Wei gasPrice) {
        return switch (state) {
            case State.Pausing(var round, var attempt, var fromBlock)
            when fromBlock <= block && !tooDear(gasPrice) -> call(round, attempt + 1);
            case State.Pausing _, State.Resting _, State.Calling _ -> Step.to(state);
        };
    }

    private static Step<State, Effect> call(long round, int attempt) {
        var calling = new State.Calling(round, attempt);
        return attempt == 1
                ? Step.to(calling, new Effect.RewardBegan(round), new Effect.CallReward(round))
                : Step.to(calling, new Effect.CallReward(round));
    }

    private boolean tooDear(Wei gasPrice) {
        return !maxGasPrice.isZero() && gasPrice.compareTo(maxGasPrice) > 0;
    }

    /**
     * A refusal that time may heal is tried again. Any other leaves nothing to try in this round, unless the node that
     * said it lags and spoke of the round before: it is believed when it is still said some blocks later.
     */
    private static Step<State, Effect> refused(State state, Revert reason, long block) {
        boolean passing = reason == Revert.ROUND_NOT_INITIALIZED || reason == Revert.SYSTEM_PAUSED;
        boolean believed = state instanceof State.Calling calling && calling.attempt() >= BELIEVED_ATTEMPT;
        return passing || !believed
                ? pause(state, block)
                : Step.to(new State.Resting(state.round()), new Effect.RewardMissed(state.round(), reason.reason()));
    }

    private static Step<State, Effect> pause(State state, long block) {
        int attempt = state instanceof State.Calling calling ? calling.attempt() : 1;
        long pause = Math.min(LONGEST_PAUSE_BLOCKS, 1L << Math.min(attempt - 1, MAX_DOUBLINGS));
        return Step.to(new State.Pausing(state.round(), attempt, block + pause));
    }

    private static boolean resting(State state, long round) {
        return state instanceof State.Resting && state.round() == round;
    }

    private static boolean calling(State state, long round) {
        return state instanceof State.Calling && state.round() == round;
    }
}
