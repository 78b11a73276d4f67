/** The media of one live video-to-video stream: to the runners that compute it, and back as one timeline. */
@NullMarked
package io.headrace.gateway.realtime.flow;

import org.jspecify.annotations.NullMarked;
