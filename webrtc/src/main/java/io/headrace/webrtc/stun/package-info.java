/** What finds and proves the way between two peers (RFC 8489), as far as an ICE-lite agent needs it. */
@NullMarked
package io.headrace.webrtc.stun;

import org.jspecify.annotations.NullMarked;
