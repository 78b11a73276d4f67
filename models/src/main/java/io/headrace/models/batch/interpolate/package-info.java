/** Pipeline {@code frame-interpolation}: the pictures between two pictures, by optical flow. */
@NullMarked
package io.headrace.models.batch.interpolate;

import org.jspecify.annotations.NullMarked;
