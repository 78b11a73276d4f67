/**
 * One more door into the registry: applications that register themselves, and are called through this orchestrator as they
 * are, paid by the second or the request (pipelines section 5).
 */
@NullMarked
package io.headrace.orchestrator.byoc;

import org.jspecify.annotations.NullMarked;
