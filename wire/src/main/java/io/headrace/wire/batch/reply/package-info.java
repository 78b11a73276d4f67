/** Answers of the batch pipelines and the errors that stand in their place (pipelines sections 1.2 and 1.3). */
@NullMarked
package io.headrace.wire.batch.reply;

import org.jspecify.annotations.NullMarked;
