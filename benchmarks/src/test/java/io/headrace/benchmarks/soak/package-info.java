@NullMarked
package io.headrace.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
