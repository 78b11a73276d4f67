/** A node's meters: derived from what its journal says, and read from it when somebody looks. */
@NullMarked
package io.headrace.admin.metrics;

import org.jspecify.annotations.NullMarked;
