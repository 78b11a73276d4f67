/** Live video-to-video as applications use it: streams by name, what goes in, what comes out, and how they are steered. */
@NullMarked
package io.headrace.gateway.realtime;

import org.jspecify.annotations.NullMarked;
