/** The handshake that proves who a peer is and agrees on keys (RFC 5764). */
@NullMarked
package io.headrace.webrtc.dtls;

import org.jspecify.annotations.NullMarked;
