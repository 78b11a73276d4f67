package io.headrace.wire.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.RecordedExchanges.Recording;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What existing nodes said to each other in live sessions: what we read of it, we write to the same bytes. */
class RecordedLiveTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static Stream<RecordedExchange> live() {
        return Stream.of(Recording.LIVE_SESSION, Recording.AI_WORKERS, Recording.SIGNED_ELSEWHERE)
                .flatMap(recording -> RecordedExchanges.of(recording).stream());
    }

    private static Stream<RecordedExchange> started(String direction) {
        return live().filter(exchange -> exchange.path().equals(SessionRequestCodec.PATH))
                .filter(exchange -> exchange.direction().equals(direction));
    }

    static Stream<RecordedExchange> sessions() {
        return started("gateway -> orchestrator").filter(exchange -> exchange.status() == 200);
    }

    /** Made by a client of another kind than gateways are. */
    static Stream<RecordedExchange> refused() {
        return started("gateway -> orchestrator").filter(exchange -> exchange.status() != 200);
    }

    static Stream<RecordedExchange> runners() {
        return started("orchestrator -> runner container");
    }

    static Stream<RecordedExchange> control() {
        return Stream.concat(bodies("-control/", "POST"), bodies("-control/", "GET"));
    }

    static Stream<RecordedExchange> events() {
        return Stream.concat(bodies("-events/", "POST"), bodies("-events/", "GET"));
    }

    private static Stream<RecordedExchange> bodies(String channel, String method) {
        return live().filter(exchange -> exchange.path().contains(channel))
                .filter(exchange -> exchange.request().method().equals(method))
                .filter(exchange -> !segment(exchange).isEmpty());
    }

    private static String segment(RecordedExchange exchange) {
        var side = exchange.request().method().equals("POST") ? exchange.request() : exchange.response();
        return side.bodyText();
    }

    @Test
    void everyKindIsThere() {
        assertThat(sessions()).hasSize(2);
        assertThat(refused()).hasSize(2);
        assertThat(runners()).hasSize(2);
        assertThat(control()).hasSizeGreaterThan(6);
        assertThat(events()).hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void writesTheStartAndItsAnswerAsTheyWereRead(RecordedExchange exchange) throws Exception {
        var asked = exchange.request().bodyText();
        var answered = exchange.response().bodyText();

        assertThat(SessionRequestCodec.encode(SessionRequestCodec.decode(asked)))
                .isEqualTo(asked);
        assertThat(SessionAnswerCodec.encode(SessionAnswerCodec.decode(answered)))
                .isEqualTo(answered);
    }

    /** Its spaces and its order are its own; what it says is what was read. */
    @ParameterizedTest
    @MethodSource("refused")
    void writesWhatAnotherClientSaidInTheNetworksForm(RecordedExchange exchange) throws Exception {
        var read = SessionRequestCodec.decode(exchange.request().bodyText());
        var written = SessionRequestCodec.encode(read);

        assertThat(SessionRequestCodec.decode(written)).isEqualTo(read);
        JSON.readTree(exchange.request().bodyText())
                .properties()
                .forEach(said ->
                        assertThat(JSON.readTree(written).path(said.getKey())).isEqualTo(said.getValue()));
    }

    @Test
    void understandsTheStart() throws Exception {
        var exchange = RecordedExchanges.named("E-072");

        assertThat(SessionRequestCodec.decode(exchange.request().bodyText()))
                .isEqualTo(new SessionRequest("noop", "{\"prompt\":\"hello\"}", "47a4c2cc", "st1", false));
        assertThat(SessionAnswerCodec.decode(exchange.response().bodyText()))
                .isEqualTo(new SessionAnswer("cbdd73f1", channels("https://127.0.0.1:18935/ai/trickle/cbdd73f1")));
    }

    @ParameterizedTest
    @MethodSource("runners")
    void writesTheRunnersStartAsItWasRead(RecordedExchange exchange) throws Exception {
        var asked = exchange.request().bodyText();

        assertThat(RunnerRequestCodec.encode(RunnerRequestCodec.decode(asked))).isEqualTo(asked);
    }

    @Test
    void understandsTheRunnersStart() throws Exception {
        assertThat(RunnerRequestCodec.decode(
                        RecordedExchanges.named("E-073").request().bodyText()))
                .isEqualTo(new RunnerRequest(
                        "noop",
                        "{\"prompt\":\"hello\"}",
                        "47a4c2cc",
                        "cbdd73f1",
                        "st1",
                        channels("https://127.0.0.1:18937/ai/trickle/cbdd73f1")));
    }

    @ParameterizedTest
    @MethodSource("control")
    void writesControlMessagesAsTheyWereRead(RecordedExchange exchange) throws Exception {
        assertThat(ControlMessage.decode(segment(exchange)).encode()).isEqualTo(segment(exchange));
    }

    @Test
    void tellsParametersFromKeepAlives() throws Exception {
        assertThat(ControlMessage.decode(segment(RecordedExchanges.named("E-077"))))
                .isEqualTo(new ControlMessage.KeepAlive());
        assertThat(ControlMessage.decode(segment(RecordedExchanges.named("E-093"))))
                .isEqualTo(new ControlMessage.Parameters("{\"prompt\":\"new prompt\",\"strength\":0.5}"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void keepsEventsAsTheyWereTold(RecordedExchange exchange) throws Exception {
        var envelope = EventEnvelope.decode(segment(exchange));

        assertThat(envelope).isEqualTo(new EventEnvelope(segment(exchange), EventEnvelope.EVENTS));
        assertThat(envelope.type()).isEqualTo(RunnerStatus.TYPE);
        assertThat(JSON.readTree(EventEnvelope.decode(envelope.encode()).event()))
                .isEqualTo(JSON.readTree(segment(exchange)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void readsEveryStatus(RecordedExchange exchange) throws Exception {
        var status = RunnerStatusCodec.decode(segment(exchange));

        assertThat(status.pipeline()).isEqualTo("noop");
        assertThat(status.state()).contains(RunnerState.ONLINE);
        assertThat(status.times().told()).isPresent();
        assertThat(status.inference().fps()).isEqualTo(24);
        assertThat(RunnerStatusCodec.decode(RunnerStatusCodec.encode(status))).isEqualTo(status);
    }

    @Test
    void knowsWhatIsToldOnce() throws Exception {
        var first = RunnerStatusCodec.decode(segment(RecordedExchanges.named("E-076")));
        var later = RunnerStatusCodec.decode(segment(RecordedExchanges.named("E-089")));

        assertThat(first.inference().parameters())
                .isEqualTo(new RunnerStatus.Parameters(Optional.empty(), Optional.of("{\"prompt\":\"hello\"}"), "x"));
        assertThat(later.inference().parameters()).isEqualTo(RunnerStatus.Parameters.NONE);
        assertThat(later.inference().restarts()).isEqualTo(RunnerStatus.Restarts.NONE);
    }

    private static SessionChannels channels(String address) {
        return new SessionChannels(
                ChannelPoint.open(address),
                ChannelPoint.open(address + "-out"),
                ChannelPoint.open(address + "-control"),
                ChannelPoint.open(address + "-events"),
                Optional.empty());
    }
}
