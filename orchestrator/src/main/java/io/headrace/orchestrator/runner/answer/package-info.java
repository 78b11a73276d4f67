/** How the doors of live runners answer: in the words of existing nodes, and not at all once this node stops. */
@NullMarked
package io.headrace.orchestrator.runner.answer;

import org.jspecify.annotations.NullMarked;
