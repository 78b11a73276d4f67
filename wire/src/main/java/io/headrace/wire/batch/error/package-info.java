/** What goes wrong with a batch request, and how each hop says it (pipelines section 1.3). */
@NullMarked
package io.headrace.wire.batch.error;

import org.jspecify.annotations.NullMarked;
