/** What a node keeps in its data directory besides its database: keys, tokens, where things lie. */
@NullMarked
package io.headrace.node.data;

import org.jspecify.annotations.NullMarked;
