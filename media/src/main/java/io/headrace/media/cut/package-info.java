/** How a live stream becomes segments. */
@NullMarked
package io.headrace.media.cut;

import org.jspecify.annotations.NullMarked;
