package io.headrace.gateway.openai;

import io.headrace.gateway.batch.BatchDesk;
import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.gateway.batch.BatchTerms;
import io.headrace.gateway.batch.BatchWork;
import io.headrace.gateway.batch.FileBytes;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.transport.Exchange;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.openai.ApiError;
import java.time.Duration;
import java.util.Optional;

/** Hands requests in for clients that wait. A client that is seen to leave gives its request up. Any thread. */
record Clerk(BatchDesk desk, RequestLimits limits, BatchTerms terms) {

    private static final Duration LATER = Duration.ofSeconds(1);

    /** @throws Refused when it asks for too much, or there is no room for another */
    BatchWork submit(Exchange exchange, BatchRequest request, FileBytes file) throws Refused {
        var excess = limits.excess(request);
        if (excess.isPresent()) {
            throw new Refused(ApiError.of(excess.get()));
        }
        try {
            var work = desk.submit(request, file, terms);
            exchange.onPeerGone(work::cancel);
            return work;
        } catch (RunningJobs.Busy busy) {
            throw new Refused(ApiError.busy(String.valueOf(busy.getMessage())), Optional.of(LATER));
        }
    }

    /** Blocks until the whole answer is there. */
    BatchOutcome.Done answer(Exchange exchange, BatchRequest request, FileBytes file)
            throws Refused, InterruptedException {
        var work = submit(exchange, request, file);
        try {
            return switch (work.await()) {
                case BatchOutcome.Done done -> {
                    work.telling(exchange.body().endNanos());
                    yield done;
                }
                case BatchOutcome.Failed failed -> throw refused(failed);
                case BatchOutcome.Chat _ -> throw otherThanAsked(request);
            };
        } finally {
            work.cancel();
        }
    }

    static Refused refused(BatchOutcome.Failed failed) {
        return new Refused(ApiError.of(failed.failure()), failed.retryAfter());
    }

    /** Somebody answered, and answered something else. */
    static Refused otherThanAsked(BatchRequest request) {
        return new Refused(new ApiError(
                502,
                "The answer of " + request.model() + " is none that the pipeline "
                        + request.pipeline().name() + " gives",
                "server_error",
                "",
                "upstream_failed"));
    }
}
