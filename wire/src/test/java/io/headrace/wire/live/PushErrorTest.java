package io.headrace.wire.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.ManifestId;
import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushErrorTest {

    private static final ManifestId MANIFEST = new ManifestId("m");

    @ParameterizedTest
    @ValueSource(strings = {"A-029", "A-050", "A-054", "B-021"})
    void relaysWhatAnOrchestratorFound(String id) {
        var exchange = RecordedExchanges.named(id);
        var push = RecordedPush.accepted(exchange);

        assertSame(
                exchange,
                new PushError.SegmentRejected(push.url(), push.segment().manifest(), "TranscoderInvalidVideo"));
    }

    @Test
    void refusesASegmentThatIsTooLong() {
        var exchange = RecordedExchanges.named("A-069");
        var push = RecordedPush.accepted(exchange);

        assertSame(
                exchange,
                PushError.invalidDuration(
                        push.url(), push.segment().manifest(), push.headers().duration()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A-048", "A-066", "A-067", "N-015"})
    void saysThatThereIsNoStream(String id) {
        var exchange = RecordedExchanges.named(id);

        assertSame(exchange, new PushError.StreamNotCreated(RecordedPush.url(exchange)));
    }

    @Test
    void saysThatAStreamIsDenied() {
        var exchange = RecordedExchanges.named("K-017");

        assertSame(exchange, new PushError.StreamDenied(RecordedPush.url(exchange)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A-027", "A-035", "A-038", "A-042"})
    void saysThatNobodyIsLeft(String id) {
        assertSame(RecordedExchanges.named(id), new PushError.NoSessions());
    }

    @Test
    void quotesWhatItCannotVouchFor() {
        var error = new PushError.SegmentFailed(new PushUrl("h", "/live/m/0.ts"), MANIFEST, "a \"b\"\\\n\t\0é\u0085");

        assertThat(error.text())
                .isEqualTo("http push error processing segment url=http://h/live/m/0.ts manifestID=m"
                        + " err=\"a \\\"b\\\"\\\\\\n\\t\\x00é\\u0085\"");
        assertThat(error.status()).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "1, 1ms",
        "999, 999ms",
        "1000, 1s",
        "1500, 1.5s",
        "59999, 59.999s",
        "60000, 1m0s",
        "90500, 1m30.5s",
        "3600000, 1h0m0s",
        "86461001, 24h1m1.001s"
    })
    void printsDurationsAsTheReferenceDoes(long millis, String text) {
        assertThat(new PushError.EmptySlice(Duration.ofMillis(millis), Duration.ZERO).text())
                .isEqualTo("Invalid slice config from=" + text + " to=0s");
    }

    @ParameterizedTest
    @CsvSource({"300001, 300.001", "400000, 400", "-1, -0.001", "-2000, -2", "1000500, 1000.5"})
    void printsSecondsAsTheReferenceDoes(long millis, String seconds) {
        assertThat(PushError.invalidDuration(new PushUrl("h", "/"), MANIFEST, Duration.ofMillis(millis))
                        .text())
                .endsWith("err=\"invalid duration " + seconds + "\"");
    }

    @Test
    void escapesAddresses() {
        assertThat(new PushUrl("h:1", "/live/a b?ä\"/$&+,:;=@~!.ts"))
                .hasToString("http://h:1/live/a%20b%3F%C3%A4%22/$&+,:;=@~%21.ts");
    }

    @Test
    void saysWhyABodyCouldNotBeRead() {
        var error = new PushError.UnreadableBody("more than 300000000 bytes");

        assertThat(error.text()).isEqualTo("Error reading http request body: more than 300000000 bytes");
        assertThat(error.status()).isEqualTo(500);
    }

    private static void assertSame(RecordedExchange exchange, PushError error) {
        assertThat(error.status()).isEqualTo(exchange.status());
        assertThat(error.text() + "\n").isEqualTo(exchange.response().bodyText());
    }
}
