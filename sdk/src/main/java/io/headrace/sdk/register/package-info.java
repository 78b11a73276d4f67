/** Telling an orchestrator that a pipeline is there. */
@NullMarked
package io.headrace.sdk.register;

import org.jspecify.annotations.NullMarked;
