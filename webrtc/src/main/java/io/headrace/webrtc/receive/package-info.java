/** A publisher's packets become pictures and sound. */
@NullMarked
package io.headrace.webrtc.receive;

import org.jspecify.annotations.NullMarked;
