/** How a batch request is done: its job, its agreements, its exchange with an orchestrator. */
@NullMarked
package io.headrace.gateway.batch.work;

import org.jspecify.annotations.NullMarked;
