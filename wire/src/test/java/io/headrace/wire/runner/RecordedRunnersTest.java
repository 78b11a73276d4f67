package io.headrace.wire.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.EthAddress;
import io.headrace.pipeline.Health;
import io.headrace.pipeline.PipelineName;
import io.headrace.pipeline.PricingUnit;
import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.RecordedExchanges.Recording;
import io.headrace.wire.text.UnreadableException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What live runners, orchestrators and clients said to each other: what we read of it, we write to the same bytes. */
class RecordedRunnersTest {

    private static final String HEARTBEAT =
            RecordedExchanges.named("I-007").request().bodyText();

    interface Decoder {
        Object decode(String json) throws UnreadableException;
    }

    static Stream<RecordedExchange> heartbeats() {
        return RecordedExchanges.of(Recording.LIVE_RUNNERS).stream()
                .filter(exchange -> exchange.path().equals(RunnerHeartbeat.PATH))
                .filter(exchange -> exchange.status() != 400);
    }

    static Stream<RecordedExchange> accepted() {
        return heartbeats().filter(exchange -> exchange.status() == 200);
    }

    static Stream<RecordedExchange> discoveries() {
        return RecordedExchanges.of(Recording.LIVE_RUNNERS).stream()
                .filter(exchange -> exchange.path().equals(Discovery.PATH));
    }

    static Stream<Decoder> decoders() {
        return Stream.of(
                RunnerHeartbeat::decode,
                HeartbeatAnswer::decode,
                Discovery::decode,
                SessionGrant::decode,
                PaymentChallenge::decode,
                PaymentRefresh::decode,
                SessionNews::decode,
                ChannelDocuments::decodeWanted,
                ChannelDocuments::decodeUnwanted);
    }

    @Test
    void everyKindIsThere() {
        assertThat(accepted()).hasSizeGreaterThan(4);
        assertThat(discoveries()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("heartbeats")
    void writesHeartbeatsAsTheyWereRead(RecordedExchange exchange) throws Exception {
        var json = exchange.request().bodyText();

        assertThat(RunnerHeartbeat.decode(json).encode()).isEqualTo(json);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void writesAnswersAsTheyWereRead(RecordedExchange exchange) throws Exception {
        var json = exchange.response().bodyText();

        assertThat(HeartbeatAnswer.decode(json).encode()).isEqualTo(json);
    }

    @ParameterizedTest
    @MethodSource("discoveries")
    void writesDiscoveriesAsTheyWereRead(RecordedExchange exchange) throws Exception {
        var json = exchange.response().bodyText();

        assertThat(Discovery.decode(json).encode()).isEqualTo(json);
    }

    @Test
    void understandsAHeartbeat() throws Exception {
        var heartbeat = RunnerHeartbeat.decode(
                RecordedExchanges.named("I-035").request().bodyText());

        assertThat(heartbeat.app()).isEqualTo(new PipelineName("demo/echo"));
        assertThat(heartbeat.gpu()).contains(new RunnerGpu("GPU-fake", "Fake", 24_000));
        assertThat(heartbeat.price()).contains(new RunnerPrice(new BigDecimal("0.36"), "USD", RunnerPrice.Unit.HOUR));
        assertThat(heartbeat.price().orElseThrow().isInDollars()).isTrue();
        assertThat(heartbeat.sessions()).containsExactly("a50ddd41");
        assertThat(heartbeat.offering("runner_qjhg77gp", 1).free()).isEqualTo(1);
        assertThat(heartbeat.offering("runner_qjhg77gp", 1).pipeline().unit()).isEqualTo(PricingUnit.SECOND);
    }

    @Test
    void hidesWhatIsNotReady() throws Exception {
        var loading = HEARTBEAT.replace("{\"app\"", "{\"status\":\"loading\",\"app\"");

        assertThat(RunnerHeartbeat.decode(loading).offering("r", 0).health()).isEqualTo(new Health.Starting());
    }

    @Test
    void takesACardByItsNumber() throws Exception {
        var numbered = HEARTBEAT.replaceAll("\"gpu\":\\{[^}]*}", "\"gpu\":1");

        assertThat(RunnerHeartbeat.decode(numbered).gpu()).contains(new RunnerGpu("1", "", 0));
    }

    @Test
    void understandsTheFirstAnswer() throws Exception {
        var answer = HeartbeatAnswer.decode(
                RecordedExchanges.named("I-007").response().bodyText());

        assertThat(answer.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(answer.timeToLive()).isEqualTo(Duration.ofSeconds(20));
        assertThat(answer.first().orElseThrow().events().mediaType()).isEqualTo("application/json");
        assertThat(answer.toString())
                .doesNotContain(answer.first().orElseThrow().secret());
    }

    @ParameterizedTest
    @CsvSource({"1m30s, 90000", "1.5s, 1500", "2h0m0s, 7200000"})
    void readsDurationsOfExistingNodes(String text, long millis) throws Exception {
        assertThat(RunnerDocuments.duration(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "5 s"})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> RunnerDocuments.duration(text)).hasMessageContaining("not a duration");
    }

    @ParameterizedTest
    @CsvSource({"I-004", "I-005"})
    void refusesHeartbeatsInTheWordsOfExistingNodes(String id) {
        var exchange = RecordedExchanges.named(id);

        assertThatThrownBy(() -> RunnerHeartbeat.decode(exchange.request().bodyText()))
                .hasMessage(exchange.response().bodyText().strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"mode\":\"persistent\" | \"mode\":\"sometimes\" | invalid mode",
                "\"capacity\":2 | \"capacity\":0 | invalid capacity",
                "\"unit\":\"hour\" | \"unit\":\"day\" | invalid price_info.unit",
                "0.36 | -1 | invalid price_info.price",
                "demo/echo | a b | pipeline's name"
            })
    void refusesHeartbeatsThatMakeNoSense(String part, String other, String reason) {
        assertThatThrownBy(() -> RunnerHeartbeat.decode(HEARTBEAT.replace(part, other)))
                .hasMessageContaining(reason);
        assertThatThrownBy(() -> RunnerHeartbeat.decode(HEARTBEAT.replace("hello", "x".repeat(1_025))))
                .hasMessage("invalid metadata");
    }

    @Test
    void readsAndWritesASessionAndItsChallenge() throws Exception {
        var grant = RecordedExchanges.named("I-018").response().bodyText();
        var challenge = RecordedExchanges.named("I-015").response().bodyText();

        assertThat(SessionGrant.decode(grant).encode()).isEqualTo(grant);
        assertThat(PaymentChallenge.decode(challenge).encode()).isEqualTo(challenge.strip());
        assertThat(PaymentChallenge.decode(challenge)
                        .info()
                        .token()
                        .orElseThrow()
                        .sessionId())
                .isEqualTo("a50ddd41");
        assertThat(RecordedExchanges.named("I-014").response().bodyText()).contains(PaymentChallenge.NO_PAYER);
    }

    @Test
    void readsAndWritesARefresh() throws Exception {
        var json = RecordedExchanges.named("I-031").request().bodyText();

        assertThat(PaymentRefresh.decode(json))
                .isEqualTo(
                        new PaymentRefresh(EthAddress.parse("0x90F79bf6EB2c4f870365E785982E1f101E93b906"), "a50ddd41"));
        assertThat(PaymentRefresh.decode(json).encode()).isEqualTo(json);
    }

    @Test
    void readsAndWritesChannels() throws Exception {
        var exchange = RecordedExchanges.named("I-024");
        var made = exchange.response().bodyText();

        assertThat(ChannelDocuments.decodeWanted(exchange.request().bodyText()))
                .containsExactly(
                        new ChannelDocuments.Wanted("in", "video/MP2T"),
                        new ChannelDocuments.Wanted("a-b", "application/octet-stream"));
        assertThat(ChannelDocuments.encodeMade(ChannelDocuments.decodeMade(made)))
                .isEqualTo(made);
        assertThat(ChannelDocuments.encodeWanted(List.of(new ChannelDocuments.Wanted("in", "video/MP2T"))))
                .isEqualTo(RecordedExchanges.named("I-023").request().bodyText());
        var deleted = RecordedExchanges.named("I-027");
        assertThat(ChannelDocuments.encodeDeleted(
                        ChannelDocuments.decodeUnwanted(deleted.request().bodyText())))
                .isEqualTo(deleted.response().bodyText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"I-025", "I-026"})
    void refusesChannelsInTheWordsOfExistingNodes(String id) {
        var exchange = RecordedExchanges.named(id);

        assertThatThrownBy(
                        () -> ChannelDocuments.decodeWanted(exchange.request().bodyText()))
                .hasMessage(exchange.response().bodyText().strip());
    }

    @Test
    void tellsWhenSessionsComeAndGo() throws Exception {
        var at = Instant.parse("2026-11-21T10:00:00Z");

        for (var news : List.of(
                new SessionNews.KeepAlive(), new SessionNews.Reserved("s", at), new SessionNews.Released("s", at))) {
            assertThat(SessionNews.decode(news.encode())).isEqualTo(news);
        }
        assertThat(new SessionNews.KeepAlive().encode()).isEqualTo("{\"keep\":\"alive\"}");
        assertThatThrownBy(() -> SessionNews.decode("{\"session\":\"s\",\"timestamp\":\"now\"}"))
                .hasMessageContaining("no time");
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void refusesWhatIsNoDocument(Decoder decoder) {
        for (var text : List.of("", "null", "7", "\"a\"", "{", "[7]", "{} {}", "{}", "[{}]", "[".repeat(9_999))) {
            assertThatThrownBy(() -> decoder.decode(text)).as(text).isInstanceOf(UnreadableException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void survivesEveryDamage(Decoder decoder) {
        var random = new Random(9);
        var samples = List.of(
                HEARTBEAT,
                RecordedExchanges.named("I-012").response().bodyText(),
                RecordedExchanges.named("I-024").response().bodyText());
        for (int round = 0; round < 1_000; round++) {
            var text = new StringBuilder(samples.get(round % samples.size()));
            for (int damage = 1 + random.nextInt(4); damage > 0; damage--) {
                text.setCharAt(random.nextInt(text.length()), "{}[],:\"x0-.".charAt(random.nextInt(11)));
            }
            try {
                assertThat(decoder.decode(text.toString())).isNotNull();
            } catch (UnreadableException refused) {
                assertThat(refused.sentence()).isNotBlank();
            }
        }
    }
}
