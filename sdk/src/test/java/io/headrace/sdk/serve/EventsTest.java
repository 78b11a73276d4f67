package io.headrace.sdk.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.sdk.serve.TestPipelines.Echoing;
import io.headrace.sdk.serve.TestPipelines.Spelling;
import io.headrace.sdk.serve.TestPipelines.Waiting;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventsTest {
    private static final Headers JSON = Headers.contentType("application/json");

    @Test
    void sendsOneElementAfterTheOther() throws Exception {
        try (var served = new Served(new Spelling())) {
            var answer = served.post("/spell", "{\"text\":\"ab\"}");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().first("Content-Type")).contains("text/event-stream");
            assertThat(answer.headers().first("Cache-Control")).contains("no-cache");
            assertThat(answer.body()).isEqualTo("""
                    data: {"letter":"a"}

                    data: {"letter":"b"}

                    event: usage
                    data: {"units":1}

                    data: [DONE]

                    """);
        }
    }

    @Test
    void sendsProgressAndOutputToWhoAsksForEvents() throws Exception {
        try (var served = new Served(new Echoing())) {
            var answer = served.post("/echo", JSON.with("Accept", "text/event-stream"), "{\"text\":\"a\"}");

            assertThat(answer.body()).isEqualTo("""
                    event: progress
                    data: {"progress":0.5,"note":"half"}

                    data: {"text":"a"}

                    event: usage
                    data: {"units":3}

                    data: [DONE]

                    """);
        }
    }

    @Test
    void failsWithAStatusBeforeTheFirstElement() throws Exception {
        try (var served = new Served(new Spelling())) {
            assertThat(served.post("/spell", "{\"text\":\"refuse\"}").status()).isEqualTo(400);
            assertThat(served.post("/spell", "{}").status()).isEqualTo(422);
        }
    }

    @Test
    void failsWithAnEventAfterTheFirstElement() throws Exception {
        try (var served = new Served(new Spelling())) {
            assertThat(served.post("/spell", "{\"text\":\"fail\"}").body()).isEqualTo("""
                    data: {"letter":"f"}

                    data: {"error":{"message":"spell failed: java.lang.IllegalStateException: out of ink"}}

                    data: [DONE]

                    """);
        }
    }

    @Test
    void refusesElementsThatNodesWouldNotPassOn() throws Exception {
        try (var served = new Served(new Spelling())) {
            var answer = served.post("/spell", "{\"text\":\"large\"}");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).contains("is too long for a line of 65535");
        }
    }

    @Test
    void saysThatItIsStillThere() throws Exception {
        var waiting = new Waiting();
        var limits = new RunLimits(1, 1_000, Duration.ofMinutes(1), Duration.ofMillis(5));
        try (var served = new Served(waiting, limits);
                var answer = served.begin(
                        HttpCall.Version.NEGOTIATED,
                        "/wait",
                        JSON.with("Accept", "text/event-stream"),
                        "{\"text\":\"a\"}");
                var body = answer.body()) {
            assertThat(body.readNBytes(6)).asString(StandardCharsets.UTF_8).isEqualTo(":\n\n:\n\n");
            waiting.letGo.countDown();

            assertThat(body.readAllBytes()).asString(StandardCharsets.UTF_8).endsWith("data: [DONE]\n\n");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpCall.Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void stopsWhenItsClientLeaves(HttpCall.Version version) throws Exception {
        var spelling = new Spelling();
        try (var served = new Served(spelling)) {
            try (var answer = served.begin(version, "/spell", JSON, "{\"text\":\"forever\"}")) {
                assertThat(answer.body().readNBytes(100)).hasSize(100);
            }

            assertThat(spelling.closed.await(20, TimeUnit.SECONDS)).isTrue();
            while (served.post("/spell", "{\"text\":\"a\"}").status() != 200) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    @Test
    void stopsARunThatSaysNothingWhenItsClientLeaves() throws Exception {
        var waiting = new Waiting();
        var limits = new RunLimits(1, 1_000, Duration.ofMinutes(1), Duration.ofMillis(5));
        try (var served = new Served(waiting, limits)) {
            try (var answer = served.begin(
                    HttpCall.Version.HTTP_1_1, "/wait", JSON.with("Accept", "text/event-stream"), "{\"text\":\"a\"}")) {
                assertThat(answer.status()).isEqualTo(200);
            }

            assertThat(waiting.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void saysInTheStreamThatItTookTooLong() throws Exception {
        var limits = new RunLimits(1, 1_000, Duration.ofMillis(200), Duration.ofMillis(5));
        try (var served = new Served(new Waiting(), limits)) {
            var answer = served.post("/wait", JSON.with("Accept", "text/event-stream"), "{\"text\":\"a\"}");

            assertThat(answer.body()).startsWith(":\n\n").endsWith("""
                    data: {"error":{"message":"wait did not answer within 200 ms"}}

                    data: [DONE]

                    """);
        }
    }
}
