/** Streams that are published by WHIP and transcoded. */
@NullMarked
package io.headrace.gateway.live.whip;

import org.jspecify.annotations.NullMarked;
