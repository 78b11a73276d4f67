/** Which orchestrator works for a job, and why the others do not. */
@NullMarked
package io.headrace.job.selection;

import org.jspecify.annotations.NullMarked;
