/** Bodies of several parts, read as they arrive. */
@NullMarked
package io.headrace.wire.multipart;

import org.jspecify.annotations.NullMarked;
