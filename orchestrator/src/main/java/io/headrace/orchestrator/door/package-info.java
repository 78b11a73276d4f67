/** What all workers have in common that come in from outside: who they are, what they must know, how they reach us, the streams they hold open. */
@NullMarked
package io.headrace.orchestrator.door;

import org.jspecify.annotations.NullMarked;
