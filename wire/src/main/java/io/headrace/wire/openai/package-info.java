/** OpenAI's requests and answers, as another way to ask for the same pipelines (pipelines section 6). */
@NullMarked
package io.headrace.wire.openai;

import org.jspecify.annotations.NullMarked;
