/** OpenAI's interface to batch pipelines: a translation of its requests and of what came of them, and nothing else. */
@NullMarked
package io.headrace.gateway.openai;

import org.jspecify.annotations.NullMarked;
