/** One unit's way from ready to done. */
@NullMarked
package io.headrace.job.unit;

import org.jspecify.annotations.NullMarked;
