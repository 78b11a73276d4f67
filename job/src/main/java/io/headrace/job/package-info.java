/** The paying side of the lifecycle. */
@NullMarked
package io.headrace.job;

import org.jspecify.annotations.NullMarked;
