package io.headrace.benchmarks.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.AnswerBody;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.Route;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * A runner that computes nothing and speaks the network's contract for {@code llm} (pipelines section 1.3): it answers at
 * once, or token by token at the pace that is asked for. Any thread.
 *
 * <pre>
 * GET  /health, /hardware/info, /version   as of a runner that is ready
 * POST /llm                                {@link Ask} → the answer, whole or as server-sent events
 * </pre>
 */
final class TokenRunner {

    private static final int MOST_BYTES = 64 * 1024;
    private static final long NANOS_IN_A_SECOND = 1_000_000_000;
    private static final String WORDS = "and so on, and so on";
    private static final String HEAD = "{\"id\":\"chat-measured\",\"model\":\"" + Ask.MODEL + "\",\"created\":1,";

    List<Route> routes() {
        return List.of(
                told("/health", "{\"status\":\"OK\"}"),
                told("/hardware/info", "{\"gpu_info\":{}}"),
                told(
                        "/version",
                        "{\"pipeline\":\"" + Ask.PIPELINE + "\",\"model_id\":\"" + Ask.MODEL
                                + "\",\"version\":\"0.14.1\"}"),
                Route.of("POST", "/" + Ask.PIPELINE, (exchange, _) -> answer(exchange)));
    }

    private static Route told(String path, String document) {
        return Route.of("GET", path, (exchange, _) -> exchange.answer(200, "application/json", document));
    }

    private static void answer(Exchange exchange) throws IOException {
        var ask = Ask.parse(new String(exchange.body().readAll(MOST_BYTES), UTF_8));
        switch (ask.form()) {
            case WHOLE -> exchange.answer(200, "application/json", whole(ask));
            case STREAMED -> stream(exchange, ask);
        }
    }

    private static String whole(Ask ask) {
        return HEAD + usage(ask.tokens())
                + ",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
                + "\"message\":{\"role\":\"assistant\",\"content\":\"" + WORDS + "\"}}]}";
    }

    private static void stream(Exchange exchange, Ask ask) throws IOException {
        long begun = System.nanoTime();
        try (var body = exchange.begin(200, Headers.contentType("text/event-stream"))) {
            for (int token = 1; token <= ask.tokens(); token++) {
                await(ask, begun, token);
                tell(body, piece(token, "and ", ""));
            }
            tell(body, piece(ask.tokens(), "", "stop"));
            tell(body, "[DONE]");
        }
    }

    /** A token that is late does not make those after it late. */
    private static void await(Ask ask, long begun, int token) throws IOException {
        if (ask.pace() == 0) {
            return;
        }
        long left = begun + token * NANOS_IN_A_SECOND / ask.pace() - System.nanoTime();
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, left)));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The runner is ending");
        }
    }

    private static String piece(int tokens, String content, String reason) {
        return HEAD + usage(tokens) + ",\"choices\":[{\"index\":0,\"finish_reason\":\"" + reason
                + "\",\"delta\":{\"role\":\"assistant\",\"content\":\"" + content + "\"}}]}";
    }

    private static String usage(int tokens) {
        return "\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":" + tokens + ",\"total_tokens\":" + (tokens + 2)
                + "}";
    }

    private static void tell(AnswerBody body, String event) throws IOException {
        body.write(ByteBuffer.wrap(("data: " + event + "\n\n").getBytes(UTF_8)));
    }
}
