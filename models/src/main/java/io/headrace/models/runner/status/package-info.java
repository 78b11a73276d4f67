/** How a runner fares: what is counted of a stream, the state that follows from it, and the documents that tell it. */
@NullMarked
package io.headrace.models.runner.status;

import org.jspecify.annotations.NullMarked;
