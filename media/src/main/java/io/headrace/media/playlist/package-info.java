/** HLS playlists (RFC 8216) as text. */
@NullMarked
package io.headrace.media.playlist;

import org.jspecify.annotations.NullMarked;
