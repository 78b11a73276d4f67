/** How a unit comes in and its result goes out. */
@NullMarked
package io.headrace.orchestrator.unit;

import org.jspecify.annotations.NullMarked;
