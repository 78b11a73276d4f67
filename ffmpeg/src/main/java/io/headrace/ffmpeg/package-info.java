/** What a child does with media. */
@NullMarked
package io.headrace.ffmpeg;

import org.jspecify.annotations.NullMarked;
