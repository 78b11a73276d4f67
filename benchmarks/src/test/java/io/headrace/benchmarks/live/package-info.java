@NullMarked
package io.headrace.benchmarks.live;

import org.jspecify.annotations.NullMarked;
