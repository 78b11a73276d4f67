package io.headrace.gateway.openai;

import io.headrace.wire.openai.ApiError;
import java.time.Duration;
import java.util.Optional;

/** Travels from whoever finds that a request is not answered as it asks to the edge, where its client is told. */
final class Refused extends Exception {

    private final ApiError error;
    private final Optional<Duration> retryAfter;

    Refused(ApiError error) {
        this(error, Optional.empty());
    }

    /** @param retryAfter when the same request may fare better */
    Refused(ApiError error, Optional<Duration> retryAfter) {
        super(error.message());
        this.error = error;
        this.retryAfter = retryAfter;
    }

    ApiError error() {
        return error;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
