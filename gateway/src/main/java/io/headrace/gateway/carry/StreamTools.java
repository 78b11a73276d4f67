package io.headrace.gateway.carry;

import io.headrace.engine.stream.StreamCarriers;
import io.headrace.machine.Host;
import java.util.concurrent.Executor;

/**
 * What children of streams need.
 *
 * @param carriers starts them
 * @param host for what is done later
 * @param starting where they are started: that takes a moment, for which no media thread has time
 */
public record StreamTools(StreamCarriers carriers, Host host, Executor starting) {}
