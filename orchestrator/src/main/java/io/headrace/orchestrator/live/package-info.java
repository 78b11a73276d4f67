/** Live video-to-video, the working side: who comes in, the channels, what is charged, what is told. */
@NullMarked
package io.headrace.orchestrator.live;

import org.jspecify.annotations.NullMarked;
