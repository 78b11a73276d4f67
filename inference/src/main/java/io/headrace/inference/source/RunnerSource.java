package io.headrace.inference.source;

/** How one runner is had. A runner serves one live session at a time. */
public sealed interface RunnerSource permits ChildRunner, RunnerUrl {}
