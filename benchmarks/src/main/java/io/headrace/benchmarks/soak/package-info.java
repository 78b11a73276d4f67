/** A network under load and under fire for as long as one likes, and whether it kept its promises. */
@NullMarked
package io.headrace.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
