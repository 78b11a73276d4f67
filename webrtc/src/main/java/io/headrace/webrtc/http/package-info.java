/** WHIP (RFC 9725) and WHEP over the routes of a server. */
@NullMarked
package io.headrace.webrtc.http;

import org.jspecify.annotations.NullMarked;
