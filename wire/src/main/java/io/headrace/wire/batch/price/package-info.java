/** What batch work comes to in units, and how fast it was (pipelines sections 1.4 and 3.4). */
@NullMarked
package io.headrace.wire.batch.price;

import org.jspecify.annotations.NullMarked;
