/**
 * Nodes that settle on a chain that behaves like a real one, on virtual time: a pool, a base fee, blocks that are taken
 * back, and endpoints that fail and lie.
 */
@NullMarked
package io.headrace.simulation.chain;

import org.jspecify.annotations.NullMarked;
