/** Requests that are answered once: a place, its payment, a runner, and the charge for what was used. */
@NullMarked
package io.headrace.orchestrator.batch;

import org.jspecify.annotations.NullMarked;
