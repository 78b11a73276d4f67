/** What an orchestrator tells of its work. */
@NullMarked
package io.headrace.orchestrator.facts;

import org.jspecify.annotations.NullMarked;
