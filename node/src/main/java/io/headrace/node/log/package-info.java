/** How a node's log is written: for people, or one JSON document a line. */
@NullMarked
package io.headrace.node.log;

import org.jspecify.annotations.NullMarked;
