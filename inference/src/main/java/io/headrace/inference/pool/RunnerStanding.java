package io.headrace.inference.pool;

import io.headrace.inference.runner.RunnerState;

/**
 * Where one runner stands, for people and meters.
 *
 * @param name of the runner: its model and its number among those of it
 * @param unhealthy it failed several times in a row
 * @param version as it said last, also in an earlier life; empty while it has said none
 */
public record RunnerStanding(String name, String model, RunnerState state, boolean unhealthy, String version) {}
