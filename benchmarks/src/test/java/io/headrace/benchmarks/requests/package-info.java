@NullMarked
package io.headrace.benchmarks.requests;

import org.jspecify.annotations.NullMarked;
