package io.headrace.wire.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.wire.RecordedExchanges;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gateway says and hears beside a live session: to viewers, to its webhook, to the application behind it. */
class GatewayDocumentsTest {

    private static final StatusDocument.Origin ORIGIN = new StatusDocument.Origin(
            "st1", "47a4c2cc", "", "0x70997970c51812dc3a010c7d01b50e0d17dc79c8", "https://127.0.0.1:18935");
    private static final GatewayStatus GATEWAY =
            new GatewayStatus("http://localhost:8889/s1-47a4c2cc-out/whep", Optional.empty(), Optional.empty());

    @Nested
    class Status {

        @Test
        void answersAsExistingGatewaysDo() throws Exception {
            var document =
                    StatusDocument.EMPTY.followedBy(event("E-089"), ORIGIN).followedBy(event("E-095"), ORIGIN);

            assertThat(document.answer(GATEWAY) + "\n")
                    .isEqualTo(RecordedExchanges.named("E-100").response().bodyText());
        }

        @Test
        void remembersWhatIsToldOnce() throws Exception {
            var document = StatusDocument.EMPTY
                    .followedBy(event("E-076"), ORIGIN)
                    .followedBy(event("E-089"), ORIGIN)
                    .followedBy(event("E-095"), ORIGIN);

            assertThat(document.json()).contains("\"last_params\":{\"prompt\":\"hello\"}");
            assertThat(document.json()).contains("\"timestamp\":1795247686549");
        }

        @Test
        void holdsTheGatewaysPartAloneBeforeARunnerSpeaks() {
            assertThat(StatusDocument.EMPTY.answer(GATEWAY))
                    .isEqualTo("{\"gateway_status\":{\"whep_url\":\"http://localhost:8889/s1-47a4c2cc-out/whep\"}}");
        }

        @Test
        void tellsTheFirstFailureAndHowTheInputComesIn() {
            var track = new GatewayStatus.Track(
                    "video", 12.5, 2, 98, 2, Duration.ofMillis(30), 180_000, 135_000, List.of("late"));
            var status = new GatewayStatus(
                    "",
                    Optional.of(new GatewayStatus.Failure("no \"orchestrator\"", Instant.ofEpochMilli(7))),
                    Optional.of(
                            new GatewayStatus.Ingest(new GatewayStatus.Connection("ice", 1_000, 20), List.of(track))));

            assertThat(StatusDocument.EMPTY.answer(status))
                    .isEqualTo(
                            "{\"gateway_status\":{\"error\":{\"error_message\":\"no \\\"orchestrator\\\"\",\"error_time\":7},"
                                    + "\"ingest_metrics\":{\"stats\":{\"conn_quality\":\"good\","
                                    + "\"peer_conn_stats\":{\"BytesReceived\":1000,\"BytesSent\":20,\"ID\":\"ice\"},"
                                    + "\"track_stats\":[{\"jitter\":12.5,\"last_input_ts\":2,\"last_output_ts\":1.5,\"latency\":0.5,"
                                    + "\"packet_loss_pct\":2,\"packets_lost\":2,\"packets_received\":98,\"rtt\":30000000,"
                                    + "\"type\":\"video\",\"warnings\":[\"late\"]}]}}}}");
        }

        @ParameterizedTest
        @CsvSource({"50, 2, true", "50.1, 0, false", "0, 2.1, false"})
        void callsAnInputBadThatTrembles(double jitter, double loss, boolean good) {
            var track = new GatewayStatus.Track("audio", jitter, 0, 0, loss, Duration.ZERO, 0, 0, List.of());

            assertThat(new GatewayStatus.Ingest(new GatewayStatus.Connection("", 0, 0), List.of(track)).isGood())
                    .isEqualTo(good);
        }

        private static String event(String id) {
            return RecordedExchanges.named(id).request().bodyText();
        }
    }

    @Nested
    class Options {

        @Test
        void readsTheQueryOfAMediaServersHook() throws Exception {
            var form = RecordedExchanges.named("E-070").request().bodyText();
            var query = URLDecoder.decode(form.substring(form.indexOf("query=") + "query=".length()), UTF_8);

            assertThat(LiveOptions.parse(query))
                    .isEqualTo(new LiveOptions("noop", "", Optional.of("{\"prompt\":\"hello\"}"), "st1", "", ""));
        }

        @Test
        void readsEscapedValuesAndTheFirstOfEqualNames() throws Exception {
            var options =
                    LiveOptions.parse("rtmpOutput=rtmp%3A%2F%2Fh%2Fa&orchestrator=eu&orchestrator=us&else&pipeline=");

            assertThat(options).isEqualTo(new LiveOptions("", "", Optional.empty(), "", "rtmp://h/a", "eu"));
            assertThat(LiveOptions.parse("")).isEqualTo(LiveOptions.NONE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"params=x", "params=%5B%5D", "params=null", "streamId=%zz"})
        void refusesWhatMakesNoSense(String query) {
            assertThatThrownBy(() -> LiveOptions.parse(query))
                    .isInstanceOf(io.headrace.wire.text.UnreadableException.class);
        }
    }

    @Nested
    class Webhook {

        @Test
        void asks() {
            var request = new LiveAuthRequest(
                    "s&1",
                    LiveAuthRequest.Source.OWN_WHIP,
                    "",
                    "gw",
                    new LiveAuthRequest.Addresses("https://w", "https://s", "https://u"));

            assertThat(new String(request.body(), UTF_8))
                    .isEqualTo("{\"stream\":\"s\\u00261\",\"stream_key\":\"s\\u00261\",\"type\":\"livepeer-whip\","
                            + "\"gateway_host\":\"gw\",\"whep_url\":\"https://w\",\"status_url\":\"https://s\","
                            + "\"update_url\":\"https://u\"}");
        }

        @Test
        void overridesWhatTheClientWanted() {
            var answer = read(
                    201,
                    "{\"pipeline\":\"edges\",\"pipeline_id\":\"p\",\"stream_id\":\"t\",\"pipeline_parameters\":{\"a\":1}}");
            var wanted = new LiveOptions("noop", "", Optional.of("{}"), "s", "rtmp://h/a", "eu");

            assertThat(wanted.overriddenBy(((LiveAuthAnswer.Allowed) answer).options()))
                    .isEqualTo(new LiveOptions("edges", "p", Optional.of("{\"a\":1}"), "t", "rtmp://h/a", "eu"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "comfyui | {\"1\":{}} | {\"prompt\":{\"1\":{}}}",
                    "comfyui | {\"prompt\":{}} | {\"prompt\":{}}",
                    "edges | {\"1\":{}} | {\"1\":{}}"
                })
        void putsABareWorkflowIntoItsField(String pipeline, String given, String taken) {
            var options = new LiveOptions("", "", Optional.of(given), "", "", "");

            assertThat(new LiveOptions(pipeline, "", Optional.empty(), "", "", "")
                            .overriddenBy(options)
                            .parameters())
                    .contains(taken);
        }

        @Test
        void allowsWithoutAWord() {
            assertThat(read(204, "")).isEqualTo(new LiveAuthAnswer.Allowed(LiveOptions.NONE));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "403 | no | status=403 error=no",
                    "302 | {} | status=302 error={}",
                    "200 | no | invalid character 'o' in literal null (expecting 'u')"
                })
        void deniesWhatIsNoPermission(int status, String body, String reason) {
            assertThat(read(status, body)).isEqualTo(new LiveAuthAnswer.Denied(reason));
        }

        private static LiveAuthAnswer read(int status, String body) {
            return LiveAuthAnswer.read(status, body.getBytes(UTF_8));
        }
    }

    @Nested
    class Heartbeat {

        @Test
        void namesTheStreamsThatRun() {
            assertThat(new String(new LiveHeartbeat(List.of("a", "b")).body(), UTF_8))
                    .isEqualTo("{\"ids\":[\"a\",\"b\"]}");
        }

        @Test
        void hearsWhichAreToEnd() throws Exception {
            assertThat(LiveHeartbeat.terminated("{\"terminatedStreamIds\":[\"b\"]}".getBytes(UTF_8)))
                    .containsExactly("b");
            assertThat(LiveHeartbeat.terminated("{}".getBytes(UTF_8))).isEmpty();
            assertThat(LiveHeartbeat.terminated(new byte[0])).isEmpty();
        }

        @Test
        void refusesAnAnswerWithoutSense() {
            assertThatThrownBy(() -> LiveHeartbeat.terminated("[]".getBytes(UTF_8)))
                    .isInstanceOf(io.headrace.wire.text.UnreadableException.class);
        }
    }
}
