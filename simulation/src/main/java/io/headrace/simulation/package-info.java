/** Whole networks on virtual time. */
@NullMarked
package io.headrace.simulation;

import org.jspecify.annotations.NullMarked;
