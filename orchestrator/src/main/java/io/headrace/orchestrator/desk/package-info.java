/** How what waits for an answer asks a machine that decides for all. */
@NullMarked
package io.headrace.orchestrator.desk;

import org.jspecify.annotations.NullMarked;
