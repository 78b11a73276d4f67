/** What a gateway says to an orchestrator, and hears. */
@NullMarked
package io.headrace.gateway.peer;

import org.jspecify.annotations.NullMarked;
