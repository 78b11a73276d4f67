/** How a node reaches the chain on which it settles, and the development chain that a node can make for itself. */
@NullMarked
package io.headrace.node.chain;

import org.jspecify.annotations.NullMarked;
