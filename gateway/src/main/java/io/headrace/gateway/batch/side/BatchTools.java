package io.headrace.gateway.batch.side;

import io.headrace.gateway.batch.BatchConfig;
import io.headrace.gateway.batch.api.BatchLimits;
import io.headrace.gateway.batch.later.Webhooks;
import io.headrace.gateway.discovery.OrchestratorDirectory;
import io.headrace.pipeline.Capabilities;
import io.headrace.transport.address.HostNames;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What batch requests need beside what every job does.
 *
 * @param directories of those who have a model, with the prices that they ask for it; without a model, of everybody
 * @param hooks who tells clients' servers that a job is over
 * @param told what the gateway itself took of a request whose client gets its answer; returns at once
 */
public record BatchTools(
        BatchConfig config,
        BatchLimits limits,
        Function<Capabilities, OrchestratorDirectory> directories,
        HostNames names,
        Webhooks hooks,
        InstantSource clock,
        Consumer<Duration> told) {}
