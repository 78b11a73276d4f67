/** Batch AI: one request, one answer. A request is a job with one unit: the same lifecycle, journal and purse. */
@NullMarked
package io.headrace.gateway.batch;

import org.jspecify.annotations.NullMarked;
