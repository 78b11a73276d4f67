/** What two ends of RTMP send each other: handshake, chunks, messages, AMF0 values and commands. No socket, no clock. */
@NullMarked
package io.headrace.rtmp.codec;

import org.jspecify.annotations.NullMarked;
