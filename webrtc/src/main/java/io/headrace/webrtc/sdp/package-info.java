/** What two peers agree on (RFC 8866, RFC 8829), as far as WHIP and WHEP need it. */
@NullMarked
package io.headrace.webrtc.sdp;

import org.jspecify.annotations.NullMarked;
