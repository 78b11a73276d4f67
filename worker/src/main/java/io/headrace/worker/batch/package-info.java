/** Requests that are answered once, on the runners of this process. */
@NullMarked
package io.headrace.worker.batch;

import org.jspecify.annotations.NullMarked;
