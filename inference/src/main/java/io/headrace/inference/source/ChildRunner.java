package io.headrace.inference.source;

import io.headrace.engine.ChildCommand;

/**
 * A process of ours, started when it is needed and started anew when it fails (see
 * {@link io.headrace.engine.ListeningChild} for how it says where it listens). Its bearer comes in its environment as
 * {@code AUTH_TOKEN}, new at each start.
 */
public record ChildRunner(ChildCommand command) implements RunnerSource {}
