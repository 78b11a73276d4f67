/** A node's money under the operator's hand: caps, the switch, the price, and the key. */
@NullMarked
package io.headrace.node.desk;

import org.jspecify.annotations.NullMarked;
