/** Real-time streams as a viewer sees them: how long they take, and what a swap of the orchestrator costs. */
@NullMarked
package io.headrace.benchmarks.live;

import org.jspecify.annotations.NullMarked;
