/**
 * Batch pipelines: one request in, one document out. A {@link io.headrace.models.batch.BatchModel} says what it is, its {@link
 * io.headrace.models.batch.BatchEngine} computes.
 */
@NullMarked
package io.headrace.models.batch;

import org.jspecify.annotations.NullMarked;
