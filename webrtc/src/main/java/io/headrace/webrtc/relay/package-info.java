/** A publisher's media goes to its viewers as it is. */
@NullMarked
package io.headrace.webrtc.relay;

import org.jspecify.annotations.NullMarked;
