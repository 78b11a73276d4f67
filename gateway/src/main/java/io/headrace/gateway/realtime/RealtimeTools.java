package io.headrace.gateway.realtime;

import io.headrace.gateway.discovery.OrchestratorDirectory;
import io.headrace.gateway.realtime.flow.FlowTools;
import io.headrace.pipeline.Capabilities;
import java.time.Duration;
import java.util.function.Function;

/**
 * What real-time streams need besides what every job needs.
 *
 * @param directories of those who have a model, with the prices that they ask for it
 * @param grace for publishers to come back after a restart of this node
 */
public record RealtimeTools(
        Function<Capabilities, OrchestratorDirectory> directories, FlowTools flow, Duration grace) {}
