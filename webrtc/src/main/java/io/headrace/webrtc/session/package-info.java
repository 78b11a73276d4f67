/** One peer: how it is reached, its keys, and what it says. */
@NullMarked
package io.headrace.webrtc.session;

import org.jspecify.annotations.NullMarked;
