package io.headrace.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {
    private final Router router = Router.of(
            Route.anyMethod("/segment", (exchange, _) -> exchange.answer(200, "text/plain", "segment")),
            Route.of(
                    "GET",
                    "/stream/{session}/{rendition}/{file}",
                    (exchange, path) -> exchange.answer(
                            200,
                            "text/plain",
                            path.get("session") + "|" + path.get("rendition") + "|" + path.get("file"))),
            Route.of(
                    "GET", "/live/{rest...}", (exchange, path) -> exchange.answer(200, "text/plain", path.get("rest"))),
            Route.of("POST", "/live/{rest...}", (exchange, _) -> exchange.answer(204)));

    @ParameterizedTest
    @CsvSource({
        "GET, /segment, 200, segment",
        "BREW, /segment, 200, segment",
        "GET, /stream/a/b/0.ts, 200, a|b|0.ts",
        "GET, /live/a/b, 200, a/b",
        "GET, /live/, 200, ''",
        "GET, /live/a%2Fb/c, 200, a/b/c",
        "POST, /live/x, 204, ''",
    })
    void findsTheHandler(String method, String path, int status, String text) throws IOException {
        var exchange = asked(method, path);

        assertThat(exchange.status()).isEqualTo(status);
        assertThat(exchange.answerText()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "/",
        "/segment/",
        "/segment/x",
        "/stream/a/b",
        "/stream//b/c",
        "/stream/a/b/c/d",
        "/nothing",
        "/Segment",
        "/stream/a%2Fb/c/d",
        "/live/a%2F..%2F..%2Fb"
    })
    void knowsNoOtherPath(String path) throws IOException {
        var exchange = asked("GET", path);

        assertThat(exchange.status()).isEqualTo(404);
        assertThat(exchange.answerText()).isEqualTo("404 page not found\n");
    }

    @Test
    void saysWhichMethodsAreAllowed() throws IOException {
        var exchange = asked("DELETE", "/live/x");

        assertThat(exchange.status()).isEqualTo(405);
        assertThat(exchange.answerHeaders().first("allow")).contains("GET, POST");
        assertThat(exchange.answerText()).isEqualTo("Method Not Allowed\n");
    }

    @Test
    void refusesARouteThatWouldNeverBeTaken() {
        Route.Handler handler = (exchange, _) -> exchange.answer(200);
        var first = Route.of("GET", "/stream/{session}/{file}", handler);

        assertThatThrownBy(() -> Router.of(first, Route.of("GET", "/stream/{request}/{name}", handler)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GET /stream/{request}/{name}");
        assertThatThrownBy(() -> Router.of(first, Route.anyMethod("/x", handler), Route.anyMethod("/x", handler)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Router.of(
                                first,
                                Route.of("POST", "/stream/{session}/{file}", handler),
                                Route.of("GET", "/stream/{rest...}", handler),
                                Route.anyMethod("/stream/{session}/{file}", handler))
                        .routes())
                .hasSize(4);
    }

    @Test
    void refusesPatternsThatTakeTheRestTwice() {
        assertThatThrownBy(() -> PathPattern.of("/a/{rest...}/b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PathPattern.of("a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesHeadersThatWouldSplitAnAnswer() {
        assertThatThrownBy(() -> Headers.of("X", "a\r\nSet-Cookie: b")).isInstanceOf(IllegalArgumentException.class);
    }

    private FakeExchange asked(String method, String path) throws IOException {
        var exchange = FakeExchange.of(method, path);
        router.handle(exchange);
        return exchange;
    }
}
