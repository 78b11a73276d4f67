/** Channels of segments: sequence numbers, live edge, publishers and subscribers, in memory. */
@NullMarked
package io.headrace.trickle;

import org.jspecify.annotations.NullMarked;
