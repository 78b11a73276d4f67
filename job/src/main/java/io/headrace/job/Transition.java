package io.headrace.job;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A move that was made: one row of the lifecycle.
 *
 * @param unit its number; empty for a move of the job itself
 * @param attempt the unit's attempt; empty where there is none
 * @param from the state left, as the machine names it
 * @param event what caused it
 * @param to the state entered
 */
public record Transition(
        OptionalLong unit,
        OptionalInt attempt,
        String from,
        String event,
        String to,
        Reason reason,
        Optional<Orchestrator> orchestrator) {}
