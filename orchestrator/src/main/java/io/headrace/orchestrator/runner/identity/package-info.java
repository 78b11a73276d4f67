/** Who a runner is and how it shows it: drawn names, and secrets derived from a seed that nobody is told. */
@NullMarked
package io.headrace.orchestrator.runner.identity;

import org.jspecify.annotations.NullMarked;
