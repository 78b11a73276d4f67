/** Trains the small models that are checked in. A tool of the build; nothing that is shipped knows it. */
@NullMarked
package io.headrace.models.train;

import org.jspecify.annotations.NullMarked;
