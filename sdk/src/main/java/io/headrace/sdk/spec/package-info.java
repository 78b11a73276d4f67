/** All that follows from a pipeline's class. */
@NullMarked
package io.headrace.sdk.spec;

import org.jspecify.annotations.NullMarked;
