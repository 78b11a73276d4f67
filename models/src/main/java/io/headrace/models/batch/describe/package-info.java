/** Pipeline {@code image-to-text}: what can be measured in a picture, in a sentence. */
@NullMarked
package io.headrace.models.batch.describe;

import org.jspecify.annotations.NullMarked;
