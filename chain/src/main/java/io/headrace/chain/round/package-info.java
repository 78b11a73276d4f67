/** What an orchestrator does once per round. */
@NullMarked
package io.headrace.chain.round;

import org.jspecify.annotations.NullMarked;
