/** What video is. */
@NullMarked
package io.headrace.media;

import org.jspecify.annotations.NullMarked;
