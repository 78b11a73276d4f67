/**
 * Streams of registered applications: a live session whose runner is reached by the container's door (real-time reference
 * section 11, pipelines section 5.6).
 */
@NullMarked
package io.headrace.orchestrator.byoc.stream;

import org.jspecify.annotations.NullMarked;
