package io.headrace.inference.source;

import io.headrace.inference.RunnerAddress;

/** One that runs without us: it cannot be started or killed, only left alone until it is well. */
public record RunnerUrl(RunnerAddress address) implements RunnerSource {}
