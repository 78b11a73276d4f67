/** What a node does on chain by itself: it redeems its winners, calls its rewards and brings its funds there. */
@NullMarked
package io.headrace.node.settlement;

import org.jspecify.annotations.NullMarked;
