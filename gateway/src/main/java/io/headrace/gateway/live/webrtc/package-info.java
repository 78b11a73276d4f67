/** Streams that are published and watched in real time, by WHIP and WHEP. */
@NullMarked
package io.headrace.gateway.live.webrtc;

import org.jspecify.annotations.NullMarked;
