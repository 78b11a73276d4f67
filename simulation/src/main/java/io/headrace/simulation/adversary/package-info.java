/** Honest nodes against one that lies about money: production rules, virtual time, and witnesses who keep own books. */
@NullMarked
package io.headrace.simulation.adversary;

import org.jspecify.annotations.NullMarked;
