package io.headrace.models.runner.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.models.runner.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StatusTellerTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final ManualClock clock = new ManualClock();
    private final StreamGauge gauge = new StreamGauge(clock, "{\"b\":[1,{\"z\":1,\"a\":2}],\"a\":\"x\"}");
    private final StatusTeller teller = new StatusTeller(new EventDocuments("noop"), Duration.ofSeconds(10));

    private boolean isDue() {
        return teller.due(gauge.vitals(), clock.instant()).isPresent();
    }

    private JsonNode told() {
        return JSON.readTree(teller.due(gauge.vitals(), clock.instant()).orElseThrow());
    }

    @Test
    void isToldAtOnceAndThenEveryTenSeconds() {
        assertThat(isDue()).isTrue();
        clock.passMs(500);
        assertThat(isDue()).isFalse();
        clock.passMs(1_400);
        assertThat(isDue()).isFalse();
        clock.passMs(200);
        assertThat(isDue()).as("the state changed").isTrue();
        clock.passMs(9_999);
        assertThat(isDue()).isFalse();
        clock.passMs(1);
        assertThat(isDue()).isTrue();
    }

    @Test
    void hasTheNetworksFieldsAndOurs() {
        gauge.pictureIn();
        gauge.pictureIn();
        gauge.pictureOut();
        gauge.skipped();
        var document = told();

        assertThat(document.path("queue_event_type").asString()).isEqualTo("ai_stream_events");
        var event = document.path("event");
        assertThat(event.path("type").asString()).isEqualTo("status");
        assertThat(event.path("pipeline").asString()).isEqualTo("noop");
        assertThat(event.path("state").asString()).isEqualTo("ONLINE");
        assertThat(event.path("start_time").asLong()).isEqualTo(clock.millis());
        assertThat(event.path("last_status_timestamp").isNull()).isTrue();
        assertThat(event.path("input_status").path("last_input_time").asLong()).isEqualTo(clock.millis());
        assertThat(event.path("input_status").path("fps").asDouble()).isEqualTo(2.0);
        var inference = event.path("inference_status");
        assertThat(inference.path("fps").asDouble()).isEqualTo(1.0);
        assertThat(inference.path("last_params").path("a").asString()).isEqualTo("x");
        assertThat(inference.path("last_params_hash").asString()).hasSize(32);
        assertThat(inference.path("last_error").isNull()).isTrue();
        assertThat(inference.path("last_error_time").isNull()).isTrue();
        assertThat(inference.path("restart_count").asInt()).isZero();
        assertThat(event.path("frames_in").asLong()).isEqualTo(2);
        assertThat(event.path("frames_out").asLong()).isEqualTo(1);
        assertThat(event.path("frames_skipped").asLong()).isEqualTo(1);
        assertThat(event.path("decode_errors").asLong()).isZero();
    }

    @Test
    void repeatsItsParametersSinceAGatewayMissesTheFirstStatus() {
        told();
        clock.pass(Duration.ofSeconds(10));

        assertThat(told().path("event")
                        .path("inference_status")
                        .path("last_params")
                        .path("a")
                        .asString())
                .isEqualTo("x");
    }

    @Test
    void hashDoesNotDependOnTheOrderOfFields() {
        var other = new StreamGauge(clock, "{\"a\":\"x\",\"b\":[1,{\"a\":2,\"z\":1}]}");
        var first = told();
        var second = JSON.readTree(new StatusTeller(new EventDocuments("noop"), Duration.ofSeconds(10))
                .due(other.vitals(), clock.instant())
                .orElseThrow());

        assertThat(hash(first)).isEqualTo(hash(second));
        other.parameters("{\"a\":\"y\"}");
        clock.pass(Duration.ofSeconds(10));
        assertThat(hash(JSON.readTree(new StatusTeller(new EventDocuments("noop"), Duration.ofSeconds(10))
                        .due(other.vitals(), clock.instant())
                        .orElseThrow())))
                .isNotEqualTo(hash(first));
    }

    private static String hash(JsonNode status) {
        return status.path("event")
                .path("inference_status")
                .path("last_params_hash")
                .asString();
    }

    @Test
    void tellsErrorsRestartsAndTraces() {
        var documents = new EventDocuments("noop");
        var error = JSON.readTree(documents.error(gauge.error("bad \"strength\"")));
        var restart = JSON.readTree(documents.restart(gauge.restarted("decoder died"), 1));
        var trace = JSON.readTree(documents.trace("runner_receive_first_ingest_segment", clock.instant()));

        assertThat(error.path("event").path("message").asString()).isEqualTo("bad \"strength\"");
        assertThat(error.path("event").path("time").asDouble()).isEqualTo(clock.millis() / 1000.0);
        assertThat(restart.path("event").path("restart_logs").get(0).asString()).isEqualTo("decoder died");
        assertThat(trace.path("queue_event_type").asString()).isEqualTo("stream_trace");
        assertThat(trace.path("event").path("timestamp").asLong()).isEqualTo(clock.millis());
    }
}
