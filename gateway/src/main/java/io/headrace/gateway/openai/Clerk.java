package io.headrace.gateway.openai;

import io.headrace.gateway.batch.BatchDesk;
import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.gateway.batch.BatchTerms;
import io.headrace.gateway.batch.BatchWork;
import io.headrace.gateway.batch.FileBytes;
import io.headrace.gateway.batch.api.BatchApi;
import io.headrace.gateway.batch.api.BatchOrder;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.transport.Exchange;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.openai.ApiError;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Hands requests in. A client that waits and is seen to leave gives its request up; one that does not want to wait is told
 * where the answer will be. Any thread.
 */
record Clerk(BatchDesk desk, BatchApi.Later later, RequestLimits limits, BatchTerms terms) {

    private static final Duration SOON = Duration.ofSeconds(1);

    /**
     * Whether its client does not wait for the answer: it has been told then where that will be, or why there will be none.
     *
     * @throws Refused when it asks for too much, or there is no room for another
     */
    boolean leaves(Exchange exchange, BatchRequest request, FileBytes file) throws IOException, Refused {
        check(request);
        try {
            return later.taken(exchange, new BatchOrder(request, file), terms);
        } catch (RunningJobs.Busy busy) {
            throw full(busy);
        }
    }

    /** @throws Refused when it asks for too much, or there is no room for another */
    BatchWork submit(Exchange exchange, BatchRequest request, FileBytes file) throws Refused {
        check(request);
        try {
            var work = desk.submit(request, file, terms);
            exchange.onPeerGone(work::cancel);
            return work;
        } catch (RunningJobs.Busy busy) {
            throw full(busy);
        }
    }

    private void check(BatchRequest request) throws Refused {
        var excess = limits.excess(request);
        if (excess.isPresent()) {
            throw new Refused(ApiError.of(excess.get()));
        }
    }

    private static Refused full(RunningJobs.Busy busy) {
        return new Refused(ApiError.busy(String.valueOf(busy.getMessage())), Optional.of(SOON));
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
