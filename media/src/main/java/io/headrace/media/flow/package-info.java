/** Segments that are handed on while they are made, and read while they come in. */
@NullMarked
package io.headrace.media.flow;

import org.jspecify.annotations.NullMarked;
