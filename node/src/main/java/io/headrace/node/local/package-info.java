/** A whole network on one machine. */
@NullMarked
package io.headrace.node.local;

import org.jspecify.annotations.NullMarked;
