/** Who must pay, what was paid, what is charged. */
@NullMarked
package io.headrace.orchestrator.billing;

import org.jspecify.annotations.NullMarked;
