/** Which batch models a runner has. */
@NullMarked
package io.headrace.models.batch.catalog;

import org.jspecify.annotations.NullMarked;
