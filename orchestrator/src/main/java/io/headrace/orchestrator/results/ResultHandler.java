package io.headrace.orchestrator.results;

import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import java.io.IOException;

/**
 * Serves {@code GET /stream/{session}/{rendition}/{file}} (wire protocol section 3.1). Whoever knows the session's name
 * may read; who does not learns nothing, not even whether the session exists.
 */
public final class ResultHandler {

    public static final String PATTERN = "/stream/{session}/{rendition}/{file}";

    private final ResultStore results;

    public ResultHandler(ResultStore results) {
        this.results = results;
    }

    public void handle(Exchange exchange, PathParameters path) throws IOException {
        var result = results.find(path.get("session"), path.get("rendition"), path.get("file"));
        if (result.isEmpty()) {
            exchange.refuse(404, "ErrNotFound");
            return;
        }
        var headers = Headers.contentType(result.get().mediaType()).with("Cache-Control", "max-age=5");
        exchange.answer(200, headers, result.get().bytes().asByteBuffer());
    }
}
