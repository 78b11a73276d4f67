package io.headrace.gateway.batch.api;

import io.headrace.wire.batch.error.BatchFailure;

/** A request that nobody is asked about: its client is at fault. */
final class RefusedRequest extends Exception {

    private final transient BatchFailure failure;

    RefusedRequest(BatchFailure failure) {
        super(failure.message());
        this.failure = failure;
    }

    BatchFailure failure() {
        return failure;
    }
}
