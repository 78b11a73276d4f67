/** Pipeline {@code image-to-image}: methods of image processing by their names, and per-picture networks that an operator brings. */
@NullMarked
package io.headrace.models.batch.filter;

import org.jspecify.annotations.NullMarked;
