/** The routes of batch requests, as clients of the network know them. */
@NullMarked
package io.headrace.gateway.batch.api;

import org.jspecify.annotations.NullMarked;
