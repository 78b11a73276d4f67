package io.headrace.ethereum.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpHandler;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.TransportException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpEndpointTest {

    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final int ANSWER_BYTES = 1_000;

    private final HttpClient http = HttpClient.start(ClientConfig.FOR_NODES);

    @AfterEach
    void stop() {
        http.close();
    }

    @Test
    void readsResults() throws Exception {
        assertThat(answering(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x5\"}"))
                .isInstanceOfSatisfying(
                        Reply.Result.class,
                        result -> assertThat(result.value().stringValue()).isEqualTo("0x5"));
    }

    @Test
    void readsErrorsUnderAnyStatus() throws Exception {
        String error = "{\"id\":1,\"error\":{\"code\":3,\"message\":\"execution reverted\"}}";

        assertThat(answering(200, error)).isInstanceOf(Reply.Refused.class);
        assertThat(answering(400, error)).isInstanceOf(Reply.Refused.class);
        assertThat(answering(429, error)).isEqualTo(new Reply.Untried("HTTP status 429"));
    }

    @Test
    void takesGarbageAndForeignAnswersAsFaults() throws Exception {
        assertThat(answering(200, "<html>")).isEqualTo(new Reply.Fault("an answer that is no JSON, 6 bytes"));
        assertThat(answering(502, "<html>")).isEqualTo(new Reply.Fault("HTTP status 502"));
        assertThat(answering(200, "{\"id\":2,\"result\":\"0x5\"}")).isInstanceOf(Reply.Fault.class);
        assertThat(answering(200, "{\"id\":1}")).isInstanceOf(Reply.Fault.class);
        assertThat(answering(200, "[]")).isInstanceOf(Reply.Fault.class);
    }

    @Test
    void givesUpOnHugeAnswers() throws Exception {
        assertThat(answering(200, "{\"id\":1,\"result\":\"" + "0".repeat(ANSWER_BYTES) + "\"}"))
                .isEqualTo(new Reply.Fault("too large"));
    }

    @Test
    void givesUpOnSilentNodes() throws Exception {
        var end = new CountDownLatch(1);
        try (var server = serving(exchange -> {
            try {
                end.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        })) {
            assertThat(at(server).ask("eth_chainId", List.of(), Duration.ofMillis(100)))
                    .isInstanceOf(Reply.Fault.class);
        } finally {
            end.countDown();
        }
    }

    @Test
    void neverNamesThePathInWhichProvidersKeepSecrets() {
        var endpoint = new HttpEndpoint(http, URI.create("https://node.example/v3/secret"), ANSWER_BYTES);

        assertThat(endpoint.name()).isEqualTo("https://node.example");
    }

    private Reply answering(int status, String body) throws Exception {
        try (var server = serving(exchange -> exchange.answer(status, "application/json", body))) {
            return at(server).ask("eth_chainId", List.of(), PATIENT);
        }
    }

    private HttpEndpoint at(HttpServer server) {
        return new HttpEndpoint(http, URI.create("http://127.0.0.1:" + server.port() + "/"), ANSWER_BYTES);
    }

    private static HttpServer serving(HttpHandler handler) throws TransportException {
        return HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), handler);
    }
}
