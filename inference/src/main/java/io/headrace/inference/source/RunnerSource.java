package io.headrace.inference.source;

/** How one runner is had. */
public sealed interface RunnerSource permits ChildRunner, ContainerRunner, RunnerUrl {}
