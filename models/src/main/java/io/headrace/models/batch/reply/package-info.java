/** What batch pipelines answer, and how it is written as it is computed. */
@NullMarked
package io.headrace.models.batch.reply;

import org.jspecify.annotations.NullMarked;
