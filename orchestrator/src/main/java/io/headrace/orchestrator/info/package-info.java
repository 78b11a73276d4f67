/** What an orchestrator says of itself. */
@NullMarked
package io.headrace.orchestrator.info;

import org.jspecify.annotations.NullMarked;
