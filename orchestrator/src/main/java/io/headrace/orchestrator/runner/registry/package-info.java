/**
 * Which runners there are, whether they live, and whose they are just now: one pure machine over all of them. Reads no clock and
 * reaches nobody.
 */
@NullMarked
package io.headrace.orchestrator.runner.registry;

import org.jspecify.annotations.NullMarked;
