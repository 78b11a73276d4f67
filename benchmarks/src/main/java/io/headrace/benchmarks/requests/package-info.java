/** Requests to models: what a network adds to a runner that is asked directly, in one run. */
@NullMarked
package io.headrace.benchmarks.requests;

import org.jspecify.annotations.NullMarked;
