package io.headrace.orchestrator.batch;

import io.headrace.orchestrator.unit.Papers;
import io.headrace.orchestrator.unit.SourceMemory;
import io.headrace.pipeline.ProgressQuestion;
import io.headrace.transport.Exchange;
import io.headrace.wire.batch.BatchHeaders;
import io.headrace.wire.batch.price.Counting;
import io.headrace.wire.batch.price.CountingHeader;
import io.headrace.wire.batch.result.ResultHeaders;
import java.util.Optional;

/**
 * A request that is in order, on its way through.
 *
 * @param id this node's name for it
 * @param most units that it may come to
 * @param lease of the bytes that it brought and is answered with
 */
record BatchCase(String id, Exchange exchange, AskedRequest asked, Papers papers, long most, SourceMemory.Lease lease) {

    static Counting counting(Exchange exchange) {
        return CountingHeader.read(exchange.headers().first(CountingHeader.NAME));
    }

    Counting counting() {
        return counting(exchange);
    }

    /** Very old gateways do not know that files can be fetched (pipelines section 3.3). */
    boolean wantsAddresses() {
        return exchange.headers()
                .first(ResultHeaders.AUTHORIZATION)
                .filter(ResultHeaders.PROTOCOL::equals)
                .isPresent();
    }

    /** Under which the gateway asks how far it is; only of films, of which that is known. */
    Optional<String> progressName() {
        return asked.isFilm()
                ? ProgressQuestion.name(exchange.headers().first(ProgressQuestion.HEADER))
                : Optional.empty();
    }

    /** The gateway's name for its job; may be empty. */
    String job() {
        return exchange.headers().first(BatchHeaders.JOB).orElse("");
    }
}
