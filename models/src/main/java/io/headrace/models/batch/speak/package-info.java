/** Pipeline {@code text-to-speech}: English by the diphones of FreeTTS. */
@NullMarked
package io.headrace.models.batch.speak;

import org.jspecify.annotations.NullMarked;
