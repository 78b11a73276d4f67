/** Warm runners by model, each lent to one session at a time. */
@NullMarked
package io.headrace.inference.pool;

import org.jspecify.annotations.NullMarked;
