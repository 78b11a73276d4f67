package io.headrace.gateway.batch.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.gateway.batch.BatchWork;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.wire.batch.error.BatchFailure;
import io.headrace.wire.batch.error.ErrorDocument;
import io.headrace.wire.batch.reply.BatchReplyCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** How outcomes are written to clients: errors in both dialects, and never an empty 200 (pipelines sections 1.3 and 9). */
final class BatchAnswers {

    private static final Headers JSON =
            Headers.contentType("application/json").with("Access-Control-Allow-Origin", "*");

    private BatchAnswers() {}

    static void done(Exchange exchange, BatchWork work, BatchOutcome.Done done) throws IOException {
        var text = BatchReplyCodec.encode(done.reply()) + "\n";
        work.telling(exchange.body().endNanos());
        exchange.answer(200, about(JSON, work.id(), done.modelKind()), ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    static Headers about(Headers headers, String job, Optional<String> modelKind) {
        var named = headers.with("X-Headrace-Job", job);
        return modelKind.map(kind -> named.with("X-Model-Kind", kind)).orElse(named);
    }

    static void failed(Exchange exchange, String job, BatchOutcome.Failed failed) throws IOException {
        failed(exchange, JSON.with("X-Headrace-Job", job), failed.failure(), failed.retryAfter());
    }

    /** Before there was a job. */
    static void refused(Exchange exchange, BatchFailure failure, Optional<Duration> retryAfter) throws IOException {
        failed(exchange, JSON, failure, retryAfter);
    }

    private static void failed(Exchange exchange, Headers headers, BatchFailure failure, Optional<Duration> retryAfter)
            throws IOException {
        var document = ErrorDocument.of(failure);
        var head = retryAfter
                .map(after -> headers.with("Retry-After", Long.toString(Math.max(1, after.toSeconds()))))
                .orElse(headers);
        exchange.answer(
                document.status(), head, ByteBuffer.wrap(document.encode().getBytes(UTF_8)));
    }
}
