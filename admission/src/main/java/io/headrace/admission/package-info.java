/** The working side of the lifecycle. */
@NullMarked
package io.headrace.admission;

import org.jspecify.annotations.NullMarked;
