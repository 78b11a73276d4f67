package io.headrace.wire.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.Container;
import io.headrace.media.ManifestId;
import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.SegmentSlice;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushRequestTest {

    /** Refused by the head alone; whatever else was refused depended on streams and orchestrators. */
    private static final Set<String> REFUSED = Set.of("A-040", "A-041", "A-043", "A-044", "A-045", "A-046", "A-047");

    static Stream<RecordedExchange> refused() {
        return RecordedPush.all().filter(exchange -> REFUSED.contains(exchange.id()));
    }

    static Stream<RecordedExchange> accepted() {
        return RecordedPush.all().filter(exchange -> !REFUSED.contains(exchange.id()));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesInTheWordsOfTheReference(RecordedExchange exchange) {
        var error = ((PushRequest.Refused) RecordedPush.parse(exchange)).error();

        assertThat(error.status()).isEqualTo(exchange.status());
        assertThat(error.text() + "\n").isEqualTo(exchange.response().bodyText());
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void acceptsWhatTheReferenceLooksInto(RecordedExchange exchange) {
        assertThat(RecordedPush.parse(exchange)).isInstanceOf(PushRequest.Accepted.class);
    }

    @Test
    void findsEveryRecordedRefusal() {
        assertThat(refused()).hasSize(REFUSED.size());
        assertThat(accepted()).hasSizeGreaterThan(30);
    }

    @Test
    void readsAPlainPush() {
        var push = RecordedPush.accepted(RecordedExchanges.named("A-006"));

        assertThat(push.segment()).isEqualTo(new PushPath.Segment(new ManifestId("movie1"), 1, Container.MPEG_TS));
        assertThat(push.headers())
                .isEqualTo(new PushHeaders(
                        Duration.ofSeconds(2),
                        Optional.of(new Resolution(640, 360)),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void readsASlice() {
        var push = RecordedPush.accepted(RecordedExchanges.named("A-056"));

        assertThat(push.headers().slice()).contains(new SegmentSlice(Duration.ofMillis(500), Duration.ofMillis(1500)));
    }

    @Test
    void takesUnreadableHeadersForAbsentOnes() {
        var headers = RecordedPush.accepted(RecordedExchanges.named("A-070")).headers();

        assertThat(headers.duration()).isEqualTo(Duration.ofSeconds(2));
        assertThat(headers.resolution()).isEmpty();
    }

    @Test
    void seesThatADurationIsOutOfBounds() {
        var push = RecordedPush.accepted(RecordedExchanges.named("A-069"));

        assertThat(push.headers().duration()).isEqualTo(Duration.ofSeconds(400));
        assertThat(push.headers().hasValidDuration()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "300000, true", "300001, false", "-1, false"})
    void boundsDurationsAsTheReferenceDoes(String millis, boolean valid) {
        assertThat(headers(Map.of("Content-Duration", millis)).hasValidDuration())
                .isEqualTo(valid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.5", "9223372036854775807", "99999999999999999999", "-9223372036854775808", "0x10"})
    void takesTwoSecondsForADurationThatIsNone(String text) {
        assertThat(headers(Map.of("Content-Duration", text)).duration()).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"640", "x360", "0x360", "640x360p", "999999x1", "-640x360"})
    void passesOverResolutionsThatAreNone(String text) {
        assertThat(headers(Map.of("Content-Resolution", text)).resolution()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "multipart/mixed, */*", "Multipart/Mixed", "multipart/mixed;q=1", ""})
    void sendsRenditionsOnlyToTheExactAccept(String accept) {
        assertThat(headers(Map.of("Accept", accept)).wantsRenditions()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"100, , 100, 0", ", 100, 0, 100", "100, 100, 100, 100", "abc, 7, 0, 7", "-5, 7, 0, 7", "+5, 7, 0, 7"})
    void slicesWithOneEndOrTwo(String from, String to, long fromMillis, long toMillis) {
        var headers = headers(Map.of(
                "Content-Slice-From", Optional.ofNullable(from).orElse(""),
                "Content-Slice-To", Optional.ofNullable(to).orElse("")));

        assertThat(headers.slice())
                .contains(new SegmentSlice(Duration.ofMillis(fromMillis), Duration.ofMillis(toMillis)));
    }

    @Test
    void slicesNothingBetweenNothing() {
        assertThat(headers(Map.of("Content-Slice-From", "0", "Content-Slice-To", "0"))
                        .slice())
                .isEmpty();
    }

    @Test
    void keepsTheClientsAddress() {
        assertThat(headers(Map.of("X-Forwarded-For", "10.1.2.3")).clientAddress())
                .contains("10.1.2.3");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /live/x/0.mov, {, 9, 405",
        "POST, /live/x/0.mov, {, 9, 400 failed to parse",
        "POST, /live/x/0.mov, '', 9, 400 ignoring file extension",
        "POST, /live/.ts, '', 9, 400 Invalid slice",
        "POST, /live/.ts, '', 1, 400 Bad URL url=http://h/live/.ts"
    })
    void looksAtWhatIsWrongInTheReferencesOrder(
            String method, String path, String configuration, String from, String expected) {
        var given =
                Map.of(StreamConfiguration.HEADER, configuration, "Content-Slice-From", from, "Content-Slice-To", "5");

        var push = PushRequest.parse(method, new PushUrl("h", path), name -> Optional.ofNullable(given.get(name)));

        var error = ((PushRequest.Refused) push).error();
        assertThat(error.status() + " " + error.text()).startsWith(expected);
    }

    private static PushHeaders headers(Map<String, String> given) {
        return ((PushHeaders.Reading.Read) PushHeaders.parse(name -> Optional.ofNullable(given.get(name)))).headers();
    }
}
