/** Streams over HTTP: segments pushed in, playlists and segments played out (wire protocol sections 3.7 and 3.8). */
@NullMarked
package io.headrace.gateway.live.http;

import org.jspecify.annotations.NullMarked;
