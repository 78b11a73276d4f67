/**
 * One more door into the registry: applications that say every few seconds that they are alive, and are reached through this
 * orchestrator only (real-time reference section 9).
 */
@NullMarked
package io.headrace.orchestrator.runner;

import org.jspecify.annotations.NullMarked;
