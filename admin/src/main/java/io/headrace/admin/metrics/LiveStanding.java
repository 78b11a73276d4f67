package io.headrace.admin.metrics;

/**
 * How one live session stands.
 *
 * @param pipeline what computes it, by the model's name
 * @param state of its job, as the lifecycle names it
 */
public record LiveStanding(String pipeline, String state) {}
