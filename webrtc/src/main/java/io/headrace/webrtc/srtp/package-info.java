/** Media that nobody on the way can read, change or repeat (RFC 3711, RFC 7714). */
@NullMarked
package io.headrace.webrtc.srtp;

import org.jspecify.annotations.NullMarked;
