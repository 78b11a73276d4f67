/** Orchestrators that misbehave on purpose. */
@NullMarked
package io.headrace.orchestrator.fault;

import org.jspecify.annotations.NullMarked;
