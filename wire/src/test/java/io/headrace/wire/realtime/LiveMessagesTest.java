package io.headrace.wire.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveMessagesTest {

    static Stream<ControlMessage> messages() {
        return Stream.of(
                new ControlMessage.KeepAlive(),
                new ControlMessage.Parameters("{\"keep\":\"alive\",\"too\":1}"),
                new ControlMessage.Parameters("{}"),
                new ControlMessage.Resume(8_589_934_591L),
                new ControlMessage.KeyframeWanted());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void readsControlMessagesThatItWrote(ControlMessage message) throws Exception {
        assertThat(ControlMessage.decode(message.encode())).isEqualTo(message);
    }

    @Test
    void writesItsOwnControlMessagesUnderItsName() {
        assertThat(new ControlMessage.Resume(180_000).encode())
                .isEqualTo("{\"headrace\":{\"resume\":{\"after\":180000}}}");
        assertThat(new ControlMessage.KeyframeWanted().encode()).isEqualTo("{\"headrace\":{\"keyframe\":true}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"headrace\":{}}", "{\"headrace\":{\"later\":1}}", "{\"headrace\":{\"resume\":{}}}"})
    void doesNotTakeOrdersOfLaterVersionsForParameters(String json) {
        assertThatThrownBy(() -> ControlMessage.decode(json)).hasMessageContaining("neither keyframe nor resume.after");
    }

    @Test
    void readsTracesThatItWrote() throws Exception {
        var frames =
                List.of(new FrameTrace(180_000, 1, 2, 3, 4, 5), new FrameTrace(183_000, -6, 7, 8, 9, Long.MAX_VALUE));

        var json = FrameTraceCodec.encode(frames);

        assertThat(json).isEqualTo("[[180000,1,2,3,4,5],[183000,-6,7,8,9,9223372036854775807]]");
        assertThat(FrameTraceCodec.decode(json)).isEqualTo(frames);
        assertThat(FrameTraceCodec.decode(FrameTraceCodec.encode(List.of()))).isEmpty();
    }

    @Test
    void writesAStatusAsRunnersDo() throws Exception {
        var at = Optional.of(Instant.ofEpochMilli(1_795_247_676_529L));
        var status = new RunnerStatus(
                "edges",
                Optional.of(RunnerState.DEGRADED_INPUT),
                new RunnerStatus.Times(at, at, Optional.empty(), at),
                new RunnerStatus.Input(at, 29.97),
                new RunnerStatus.Inference(
                        Optional.empty(),
                        0,
                        new RunnerStatus.Parameters(at, Optional.of("{\"z\":1,\"a\":2}"), "h"),
                        new RunnerStatus.Failure(at, "out of <memory>"),
                        new RunnerStatus.Restarts(2, at, Optional.of(List.of("a", "b")))));

        var json = RunnerStatusCodec.encode(status);

        assertThat(json)
                .isEqualTo(
                        "{\"type\":\"status\",\"pipeline\":\"edges\",\"start_time\":1795247676529,\"state\":\"DEGRADED_INPUT\","
                                + "\"last_state_update_time\":1795247676529,\"last_status_timestamp\":null,\"timestamp\":1795247676529,"
                                + "\"input_status\":{\"last_input_time\":1795247676529,\"fps\":29.97},"
                                + "\"inference_status\":{\"last_output_time\":null,\"fps\":0,"
                                + "\"last_params_update_time\":1795247676529,\"last_params\":{\"z\":1,\"a\":2},\"last_params_hash\":\"h\","
                                + "\"last_error_time\":1795247676529,\"last_error\":\"out of \\u003cmemory\\u003e\","
                                + "\"last_restart_time\":1795247676529,\"last_restart_logs\":[\"a\",\"b\"],\"restart_count\":2}}");
        assertThat(RunnerStatusCodec.decode(json)).isEqualTo(status);
        assertThat(EventEnvelope.decode(EventEnvelope.of(status).encode()).event())
                .isEqualTo(json.replace("\\u003c", "<").replace("\\u003e", ">"));
    }

    @Test
    void readsAStateThatItDoesNotKnowAsNone() throws Exception {
        assertThat(RunnerStatusCodec.decode("{\"state\":\"DREAMING\"}"))
                .isEqualTo(new RunnerStatus(
                        "",
                        Optional.empty(),
                        RunnerStatus.Times.NONE,
                        RunnerStatus.Input.NONE,
                        RunnerStatus.Inference.NONE));
    }

    @Test
    void opensTheEnvelopeOfRunners() throws Exception {
        var envelope = EventEnvelope.decode(
                "{\"event\": {\"type\": \"runner_send_first_processed_segment\", \"timestamp\": 1.50}, \"queue_event_type\": \"stream_trace\"}");

        assertThat(envelope.queueType()).isEqualTo(EventEnvelope.TRACE);
        assertThat(envelope.type()).isEqualTo("runner_send_first_processed_segment");
        assertThat(envelope.event()).isEqualTo("{\"type\":\"runner_send_first_processed_segment\",\"timestamp\":1.50}");
        assertThat(EventEnvelope.decode(envelope.encode())).isEqualTo(envelope);
    }

    @Test
    void hasNoTypeWhereAnEventTellsNone() throws Exception {
        assertThat(EventEnvelope.decode("{\"a\":1}").type()).isEmpty();
    }
}
