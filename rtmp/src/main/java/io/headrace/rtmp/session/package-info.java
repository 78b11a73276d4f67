/** One connection of a publisher, from its handshake to its end. */
@NullMarked
package io.headrace.rtmp.session;

import org.jspecify.annotations.NullMarked;
