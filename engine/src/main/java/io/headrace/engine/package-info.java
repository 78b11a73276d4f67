/** Supervised child processes. */
@NullMarked
package io.headrace.engine;

import org.jspecify.annotations.NullMarked;
