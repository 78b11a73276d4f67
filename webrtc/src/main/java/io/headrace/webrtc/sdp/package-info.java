/** What a client offers, and what is answered (RFC 8866, RFC 8829). */
@NullMarked
package io.headrace.webrtc.sdp;

import org.jspecify.annotations.NullMarked;
