/** The worker's end of the network's AI worker protocol (pipelines reference section 4). */
@NullMarked
package io.headrace.worker.ai;

import org.jspecify.annotations.NullMarked;
