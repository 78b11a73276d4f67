/** Live video-to-video: what gateways, orchestrators and runners tell each other beside the media. */
@NullMarked
package io.headrace.wire.realtime;

import org.jspecify.annotations.NullMarked;
