/** A child process that serves the runner contract (real-time reference section 8) and computes its live sessions. */
@NullMarked
package io.headrace.models.runner;

import org.jspecify.annotations.NullMarked;
