/**
 * A client's stay with a runner: how it begins, what it has for as long as it lasts, and how all of that ends with it (real-time
 * reference section 9.5).
 */
@NullMarked
package io.headrace.orchestrator.runner.session;

import org.jspecify.annotations.NullMarked;
