package io.headrace.inference;

/**
 * What a runner says it is ({@code GET /version}).
 *
 * @param version {@code undefined} or {@code 0.0.0} when it does not know
 */
public record RunnerVersion(String pipeline, String model, String version) {}
