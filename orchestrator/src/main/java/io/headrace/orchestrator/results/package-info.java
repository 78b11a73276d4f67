/** Where results lie until they are fetched. */
@NullMarked
package io.headrace.orchestrator.results;

import org.jspecify.annotations.NullMarked;
