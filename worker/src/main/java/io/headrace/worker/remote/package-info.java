/** The worker's end of the network's worker protocol (wire protocol section 8). */
@NullMarked
package io.headrace.worker.remote;

import org.jspecify.annotations.NullMarked;
