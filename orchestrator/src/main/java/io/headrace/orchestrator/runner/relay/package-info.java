/** The way through to an application and back: calls, events and tunnels, each within its session and its limits. */
@NullMarked
package io.headrace.orchestrator.runner.relay;

import org.jspecify.annotations.NullMarked;
