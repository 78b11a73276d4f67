/** Media in packets, and what peers tell each other about them (RFC 3550, RFC 4585, RFC 6184). */
@NullMarked
package io.headrace.webrtc.rtp;

import org.jspecify.annotations.NullMarked;
