/** Still pictures as requests bring them and answers carry them: looked at before they are decoded, and written as PNG. */
@NullMarked
package io.headrace.models.batch.picture;

import org.jspecify.annotations.NullMarked;
