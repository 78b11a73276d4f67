/** Everything that a gateway needs for batch requests, put together. */
@NullMarked
package io.headrace.gateway.batch.side;

import org.jspecify.annotations.NullMarked;
