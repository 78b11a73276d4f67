/** Streams that are published by RTMP. */
@NullMarked
package io.headrace.gateway.live.rtmp;

import org.jspecify.annotations.NullMarked;
