package io.headrace.job;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.lifecycle.Rule;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.unit.UnitState;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A move that was made: one row of the lifecycle.
 *
 * @param unit its number; empty for a move of the job itself
 * @param attempt the unit's attempt; empty where there is none
 */
public record Transition(
        OptionalLong unit, OptionalInt attempt, Rule rule, Reason reason, Optional<Orchestrator> orchestrator) {

    static Transition ofJob(Rule rule, Reason reason, Optional<Orchestrator> orchestrator) {
        return new Transition(OptionalLong.empty(), OptionalInt.empty(), rule, reason, orchestrator);
    }

    /** @param attempted the state before or after the move, whichever has the attempt that it is about */
    static Transition ofUnit(
            long seq, UnitState attempted, Rule rule, Reason reason, Optional<Orchestrator> orchestrator) {
        return new Transition(
                OptionalLong.of(seq), OptionalInt.of(attempted.lastAttempt()), rule, reason, orchestrator);
    }
}
