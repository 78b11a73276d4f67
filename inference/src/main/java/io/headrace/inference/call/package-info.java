/** Requests to runners: one question with a body, one answer with a body, both streamed. */
@NullMarked
package io.headrace.inference.call;

import org.jspecify.annotations.NullMarked;
