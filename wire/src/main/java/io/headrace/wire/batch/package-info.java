/** Requests of the batch pipelines: what clients, gateways, orchestrators and runners send each other (pipelines section 1.2). */
@NullMarked
package io.headrace.wire.batch;

import org.jspecify.annotations.NullMarked;
