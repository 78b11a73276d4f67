/** Browsers as publishers and viewers: WHIP in, WHEP out, over ICE-lite, DTLS and SRTP. */
@NullMarked
package io.headrace.webrtc;

import org.jspecify.annotations.NullMarked;
