/** How every state machine runs. */
@NullMarked
package io.headrace.machine;

import org.jspecify.annotations.NullMarked;
