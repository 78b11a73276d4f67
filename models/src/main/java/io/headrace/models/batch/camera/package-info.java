/** Pipeline {@code image-to-video}: a camera that moves over a still picture. */
@NullMarked
package io.headrace.models.batch.camera;

import org.jspecify.annotations.NullMarked;
