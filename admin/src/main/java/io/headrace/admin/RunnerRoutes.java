package io.headrace.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.BodyTooLargeException;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.Route;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operator's live runners, where existing nodes take them: {@code POST /registerLiveRunners} (real-time reference section
 * 9.2). Unlike theirs it wants the token, as every change here does.
 *
 * <pre>
 *   200  {"taken":true}       400  a list that makes no sense, or is not taken; nothing of it is
 *   401  no token             404  this node has no live runners       413  larger than any list
 * </pre>
 *
 * @param list empty for a node without live runners
 */
record RunnerRoutes(AdminToken token, Optional<RunnerList> list) {

    static final String PATH = "/registerLiveRunners";

    /** As much as a list in a file may have. */
    private static final int MAX_BYTES = 1 << 20;

    List<Route> routes() {
        return List.of(Route.of("POST", PATH, (exchange, _) -> register(exchange)));
    }

    private void register(Exchange exchange) throws IOException {
        if (!token.isShownIn(exchange.headers())) {
            exchange.answer(401, Headers.of("WWW-Authenticate", "Bearer"), ByteBuffer.allocate(0));
        } else if (list.isEmpty()) {
            Answers.refuse(
                    exchange, 404, "This node has no live runners: start an orchestrator that lets them register");
        } else {
            take(exchange, list.get());
        }
    }

    private static void take(Exchange exchange, RunnerList list) throws IOException {
        try {
            var refusal = list.take(new String(exchange.body().readAll(MAX_BYTES), UTF_8));
            if (refusal.isPresent()) {
                Answers.refuse(exchange, 400, refusal.get());
            } else {
                Answers.document(exchange, 200, Map.of("taken", true));
            }
        } catch (BodyTooLargeException large) {
            Answers.refuse(exchange, 413, String.valueOf(large.getMessage()));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            Answers.refuse(exchange, 503, "The node ends; its runners register again when it has been started");
        }
    }
}
