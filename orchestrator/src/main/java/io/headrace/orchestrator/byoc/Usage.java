package io.headrace.orchestrator.byoc;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a job has used until now.
 *
 * @param time since it began
 * @param told units, as the application has told; empty while it has not
 */
record Usage(Duration time, OptionalLong told) {}
