/** Streams: who publishes them, what is made of them, and how they are played while they last. */
@NullMarked
package io.headrace.gateway.live;

import org.jspecify.annotations.NullMarked;
