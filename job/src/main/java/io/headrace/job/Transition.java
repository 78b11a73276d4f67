package io.headrace.job;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.lifecycle.Rule;
import io.headrace.job.selection.Orchestrator;
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
        OptionalLong unit, OptionalInt attempt, Rule rule, Reason reason, Optional<Orchestrator> orchestrator) {}
