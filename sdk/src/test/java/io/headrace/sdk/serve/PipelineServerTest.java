package io.headrace.sdk.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.sdk.serve.TestPipelines.Echoing;
import io.headrace.sdk.serve.TestPipelines.Stubborn;
import io.headrace.sdk.serve.TestPipelines.Waiting;
import io.headrace.transport.Headers;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineServerTest {
    private static final Headers JSON = Headers.contentType("application/json");

    @ParameterizedTest
    @ValueSource(strings = {"/echo", "/echo/"})
    void answersAndSaysWhatItUsed(String path) throws Exception {
        try (var served = new Served(new Echoing())) {
            var answer = served.post(path, "{\"text\":\"héllo\"}");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"text\":\"héllo\"}");
            assertThat(answer.headers().first("X-Headrace-Units")).contains("7");
            assertThat(answer.headers().first("Content-Type")).contains("application/json");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/health          | {\"status\":\"OK\"}",
                "/health/         | {\"status\":\"OK\"}",
                "/version         | {\"pipeline\":\"echo\",\"model_id\":\"m\",\"version\":\"1\"}",
                "/hardware/info   | {\"pipeline\":\"echo\",\"model_id\":\"m\",\"gpu_info\":{}}",
                "/hardware/stats  | {\"pipeline\":\"echo\",\"model_id\":\"m\",\"gpu_stats\":{}}",
            })
    void isARunnerToTheNetwork(String path, String body) throws Exception {
        try (var served = new Served(new Echoing(), Served.LIMITS, new Identity("m", "1", "token"))) {
            var answer = served.get(path);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(body);
        }
    }

    @Test
    void describesItself() throws Exception {
        try (var served = new Served(new Echoing())) {
            assertThat(served.get("/openapi.json").body()).contains("\"openapi\":\"3.1.0\"", "\"/echo\"");
        }
    }

    @Test
    void needsItsTokenForWork() throws Exception {
        try (var served = new Served(new Echoing(), Served.LIMITS, new Identity("", "1", "token"))) {
            var stranger = served.post("/echo", "{\"text\":\"a\"}");
            var known = served.post("/echo", JSON.with("Authorization", "Bearer token"), "{\"text\":\"a\"}");

            assertThat(stranger.status()).isEqualTo(401);
            assertThat(stranger.headers().first("WWW-Authenticate")).contains("Bearer");
            assertThat(known.status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\":\" \"} | 422 | {\"detail\":[{\"loc\":[\"body\",\"text\"],\"msg\":\"String should not be blank\",\"type\":\"string_blank\"}]}",
                "{\"text\":\"refuse\"} | 400 | {\"detail\":{\"msg\":\"\\\"refuse\\\" is not echoed\"}}",
                "{\"text\":\"fail\"} | 500 | {\"detail\":{\"msg\":\"echo failed: java.lang.IllegalStateException: out of breath\"}}",
            })
    void saysWhyThereIsNoOutput(String body, int status, String detail) throws Exception {
        try (var served = new Served(new Echoing())) {
            var answer = served.post("/echo", body);

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo(detail);
            // What failed has given its permit back.
            assertThat(served.post("/echo", "{\"text\":\"a\"}").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10_001, 79_999, 100_000})
    void refusesBodiesThatAreTooLarge(int bytes) throws Exception {
        try (var served = new Served(new Echoing())) {
            assertThat(served.post("/echo", " ".repeat(bytes)).status()).isEqualTo(413);
            assertThat(served.post("/echo", "{\"text\":\"a\"}").status()).isEqualTo(200);
        }
    }

    @Test
    void refusesWhatIsNoJson() throws Exception {
        try (var served = new Served(new Echoing())) {
            var answer = served.post("/echo", Headers.contentType("multipart/form-data; boundary=x"), "--x");

            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.body()).contains("echo takes JSON");
        }
    }

    @Test
    void takesNoMoreThanItHasRoomFor() throws Exception {
        var waiting = new Waiting();
        try (var served = new Served(waiting);
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = clients.submit(() -> served.post("/wait", "{\"text\":\"a\"}"));
            waiting.begun.await();

            var second = served.post("/wait", "{\"text\":\"b\"}");

            assertThat(second.status()).isEqualTo(503);
            assertThat(second.headers().first("Retry-After")).contains("1");
            waiting.letGo.countDown();
            assertThat(first.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(served.post("/wait", "{\"text\":\"c\"}").status()).isEqualTo(200);
        }
    }

    @Test
    void answersInTimeWhateverThePipelineDoes() throws Exception {
        var waiting = new Waiting();
        var limits = new RunLimits(1, 1_000, Duration.ofMillis(100), Duration.ofMinutes(1));
        try (var served = new Served(waiting, limits)) {
            var answer = served.post("/wait", "{\"text\":\"a\"}");

            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.body()).isEqualTo("{\"detail\":{\"msg\":\"wait did not answer within 100 ms\"}}");
            assertThat(waiting.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void clientMayBeInAHurry() throws Exception {
        try (var served = new Served(new Waiting())) {
            var answer = served.post("/wait", JSON.with("timeout_seconds", "1"), "{\"text\":\"a\"}");

            assertThat(answer.status()).isEqualTo(504);
        }
    }

    @Test
    void roomOfAStubbornRunIsTakenUntilItEnds() throws Exception {
        var stubborn = new Stubborn();
        var limits = new RunLimits(1, 1_000, Duration.ofMillis(50), Duration.ofMinutes(1));
        try (var served = new Served(stubborn, limits)) {
            assertThat(served.post("/stubborn", "{\"text\":\"a\"}").status()).isEqualTo(504);
            assertThat(served.post("/stubborn", "{\"text\":\"a\"}").status()).isEqualTo(503);

            stubborn.letGo.countDown();

            while (served.post("/stubborn", "{\"text\":\"a\"}").status() != 200) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    @Test
    void finishesWhatRunsWhenItEnds() throws Exception {
        var waiting = new Waiting();
        try (var served = new Served(waiting);
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = clients.submit(() -> served.post("/wait", "{\"text\":\"a\"}"));
            waiting.begun.await();
            var ended = clients.submit(served::end);

            waiting.letGo.countDown();

            assertThat(asked.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            ended.get(30, TimeUnit.SECONDS);
        }
    }
}
