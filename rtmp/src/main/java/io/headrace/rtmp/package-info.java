/** An RTMP server that takes streams in and gives none out. */
@NullMarked
package io.headrace.rtmp;

import org.jspecify.annotations.NullMarked;
