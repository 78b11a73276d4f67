package io.headrace.inference.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.inference.RunnerAddress;
import io.headrace.pipeline.PipelineName;
import io.headrace.pipeline.Progress;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunnerProgressTest {

    private static final CallLimits LIMITS = new CallLimits(Duration.ofSeconds(30), 1_000, 1_000);

    private final CompletableFuture<String> named = new CompletableFuture<>();
    private volatile String said = "{}";
    private HttpClient http;
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        http = HttpClient.start(ClientConfig.FOR_SERVICES);
        var routes = List.of(
                Route.of("POST", "/upscale", (exchange, _) -> {
                    named.complete(exchange.headers().first("Headrace-Progress").orElse("no name"));
                    exchange.answer(200, "application/json", "{}");
                }),
                Route.of("GET", "/progress/film", (exchange, _) -> exchange.answer(200, "application/json", said)));
        server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), new Router(routes));
    }

    @AfterEach
    void close() {
        http.close();
        server.close();
    }

    private RunnerAddress address() {
        return new RunnerAddress(URI.create("http://127.0.0.1:" + server.port()), "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"done\":12,\"whole\":48} | 12 | 48",
                "{\"done\":12}              | 12 | 0",
            })
    void isWhatTheRunnerSays(String json, long done, long whole) throws Exception {
        said = json;

        assertThat(RunnerProgress.of(http, address(), "film")).contains(Progress.of(done, whole));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"done\":-1}", "{\"whole\":48}", "[12]", "twelve"})
    void isNothingWhereItMakesNoSense(String json) throws Exception {
        said = json;

        assertThat(RunnerProgress.of(http, address(), "film")).isEmpty();
    }

    @Test
    void isNothingOfARunnerThatDoesNotKnowTheQuestion() throws Exception {
        assertThat(RunnerProgress.of(http, address(), "another")).isEmpty();
    }

    @Test
    void isAskedUnderTheNameThatWentWithTheRequest() throws Exception {
        var request = new CallRequest(new PipelineName("upscale"), "application/json", LIMITS, Optional.of("film"));

        try (var call = RunnerExchange.begin(http, address(), request)) {
            call.send(new ByteArrayInputStream("{}".getBytes(UTF_8)));
        }

        assertThat(named.get()).isEqualTo("film");
    }
}
