/** Pipeline {@code upscale}: networks that make larger pictures of pictures, tile by tile. */
@NullMarked
package io.headrace.models.batch.upscale;

import org.jspecify.annotations.NullMarked;
