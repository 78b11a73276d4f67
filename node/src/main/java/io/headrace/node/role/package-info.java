/** The roles of a node, put together from their parts. */
@NullMarked
package io.headrace.node.role;

import org.jspecify.annotations.NullMarked;
