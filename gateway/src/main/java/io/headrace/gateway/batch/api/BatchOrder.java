package io.headrace.gateway.batch.api;

import io.headrace.gateway.batch.FileBytes;
import io.headrace.wire.batch.BatchRequest;

/** A request with the bytes of its file. */
public record BatchOrder(BatchRequest request, FileBytes file) {}
