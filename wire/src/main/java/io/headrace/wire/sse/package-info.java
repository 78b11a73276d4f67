/** Server-sent events: text that arrives in pieces. */
@NullMarked
package io.headrace.wire.sse;

import org.jspecify.annotations.NullMarked;
