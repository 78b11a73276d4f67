/** Does the work, in children. */
@NullMarked
package io.headrace.worker;

import org.jspecify.annotations.NullMarked;
