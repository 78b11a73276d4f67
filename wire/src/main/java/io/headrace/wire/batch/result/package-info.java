/** What an AI worker brings back to its orchestrator: {@code POST /aiResults} (pipelines section 4.4). */
@NullMarked
package io.headrace.wire.batch.result;

import org.jspecify.annotations.NullMarked;
