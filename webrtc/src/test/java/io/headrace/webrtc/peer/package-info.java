/** The other end, for tests: a peer that checks its way, performs the handshake, and speaks SRTP. */
@NullMarked
package io.headrace.webrtc.peer;

import org.jspecify.annotations.NullMarked;
