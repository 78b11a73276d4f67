/** Pictures and sound become a viewer's packets. */
@NullMarked
package io.headrace.webrtc.send;

import org.jspecify.annotations.NullMarked;
