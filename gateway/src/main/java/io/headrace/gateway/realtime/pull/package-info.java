/** Streams that the gateway fetches itself, because somebody told it where they are (real-time reference sections 2 and 3). */
@NullMarked
package io.headrace.gateway.realtime.pull;

import org.jspecify.annotations.NullMarked;
