/** AI workers in processes of their own, at the end of the network's AI worker protocol (pipelines reference section 4). */
@NullMarked
package io.headrace.orchestrator.ai;

import org.jspecify.annotations.NullMarked;
