package io.headrace.orchestrator.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.crypto.SecretSource;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.facts.WorkLog;
import io.headrace.orchestrator.unit.SourceMemory;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.wire.batch.error.OrchestratorError;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What all requests share. */
record BatchBench(
        BatchConfig config,
        BatchWork work,
        Billing billing,
        SecretSource secrets,
        WorkLog log,
        BatchRoom room,
        SourceMemory memory,
        ResultShelf shelf,
        ProgressBoard progress) {

    private static final int UNAVAILABLE = 503;

    /** Answers with one line of text, as the network's nodes refuse; who finds no room is told when to come again. */
    void refuse(Exchange exchange, OrchestratorError error) throws IOException {
        var headers = Headers.contentType("text/plain; charset=utf-8").with("X-Content-Type-Options", "nosniff");
        exchange.answer(
                error.status(),
                error.status() == UNAVAILABLE
                        ? headers.with(
                                "Retry-After",
                                Long.toString(config.times().retryAfter().toSeconds()))
                        : headers,
                ByteBuffer.wrap(error.body().getBytes(UTF_8)));
    }
}
