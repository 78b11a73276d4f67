/** How a worker delivers what became of a task (wire protocol section 8.3). */
@NullMarked
package io.headrace.wire.delivery;

import org.jspecify.annotations.NullMarked;
