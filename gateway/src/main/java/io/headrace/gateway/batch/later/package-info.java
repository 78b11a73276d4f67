/** Requests for whose answers nobody waits: kept on disk from request to result, and told by webhook. */
@NullMarked
package io.headrace.gateway.batch.later;

import org.jspecify.annotations.NullMarked;
