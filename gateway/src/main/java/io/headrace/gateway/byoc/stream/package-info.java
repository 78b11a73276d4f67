/**
 * Streams of containers: a live session whose runner is reached by the container's door. Media, viewers and status are
 * those of {@code gateway.realtime}; what is here starts, steers and pays (real-time reference section 11).
 */
@NullMarked
package io.headrace.gateway.byoc.stream;

import org.jspecify.annotations.NullMarked;
