package io.headrace.wire.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.wire.text.UnreadableException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a stranger sends is read or refused with a sentence; nothing else happens. */
class HostileDocumentsTest {

    private static final String RUNNER =
            "{\"control_url\":\"https://h/c\",\"events_url\":\"https://h/e\",\"params\":{\"a\":[1,2.50]},"
                    + "\"publish_url\":\"https://h/o\",\"subscribe_url\":\"https://h/i\",\"model_id\":\"m\"}";

    interface Decoder {
        Object decode(String json) throws UnreadableException;
    }

    static Stream<Decoder> decoders() {
        return Stream.of(
                SessionRequestCodec::decode,
                SessionAnswerCodec::decode,
                RunnerRequestCodec::decode,
                EventEnvelope::decode,
                RunnerStatusCodec::decode,
                ControlMessage::decode,
                FrameTraceCodec::decode,
                json -> StatusDocument.EMPTY.followedBy(json, new StatusDocument.Origin("", "", "", "", "")));
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void refusesWhatIsNoDocument(Decoder decoder) {
        for (var text : List.of("", "null", "7", "\"a\"", "{", "{\"a\":", "[[1]]", "{} {}", "[".repeat(9_999))) {
            assertThatThrownBy(() -> decoder.decode(text)).as(text).isInstanceOf(UnreadableException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void refusesWhatIsTooLong(Decoder decoder) {
        var long1 = "{\"a\":\"" + "x".repeat(LiveBody.MAX_BYTES) + "\"}";

        assertThatThrownBy(() -> decoder.decode(long1)).hasMessageContaining("at most");
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void survivesEveryDamage(Decoder decoder) {
        var random = new Random(35);
        for (int round = 0; round < 2_000; round++) {
            var text = new StringBuilder(RUNNER);
            for (int damage = 1 + random.nextInt(4); damage > 0; damage--) {
                text.setCharAt(random.nextInt(text.length()), "{}[],:\"x0-.".charAt(random.nextInt(11)));
            }
            try {
                decoder.decode(text.toString());
            } catch (UnreadableException refused) {
                assertThat(refused.sentence()).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"control_url", "events_url", "publish_url", "subscribe_url"})
    void refusesASessionThatLacksAChannel(String missing) {
        var json = RUNNER.replace(missing, "other_url");

        assertThatThrownBy(() -> SessionAnswerCodec.decode(json)).hasMessage("no " + missing);
        assertThatThrownBy(() -> RunnerRequestCodec.decode(json)).hasMessage("no " + missing);
    }

    @Test
    void readsFieldsInAnyCaseAndPassesUnknownOnesOver() throws Exception {
        var request = SessionRequestCodec.decode("{\"MODEL_ID\":\"m\",\"stream_id\":null,\"else\":[{}]}");

        assertThat(request).isEqualTo(new SessionRequest("m", "{}", "", "", false));
    }

    @Test
    void keepsTheOrderAndTheDigitsOfParameters() throws Exception {
        var request = SessionRequestCodec.decode("{\"params\":{ \"z\": 2.50, \"a\": [1e-7, \"\\u00e9\"], \"m\": {} }}");

        assertThat(request.parameters()).isEqualTo("{\"z\":2.50,\"a\":[1E-7,\"é\"],\"m\":{}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"{}\"", "1"})
    void refusesParametersThatAreNoObject(String params) {
        assertThatThrownBy(() -> SessionRequestCodec.decode("{\"params\":" + params + "}"))
                .hasMessageContaining("params of type map");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[[1,2,3,4,5]] | a frame of 5 numbers; it has 6",
                "[[1,2,3,4,5,6.5]] | no array",
                "[[1,2,3,4,5,\"6\"]] | no array",
                "[[1,2,3,4,5,null]] | no array",
                "[null] | null where a frame belongs"
            })
    void refusesTracesThatAreNone(String json, String reason) {
        assertThatThrownBy(() -> FrameTraceCodec.decode(json)).hasMessageContaining(reason);
    }

    @Test
    void refusesTracesOfTooManyFrames() {
        var frames = "[" + "[1,2,3,4,5,6],".repeat(FrameTraceCodec.MAX_FRAMES) + "[1,2,3,4,5,6]]";

        assertThatThrownBy(() -> FrameTraceCodec.decode(frames)).hasMessageContaining("4097 frames");
    }

    @Test
    void refusesTimesBeyondTheCalendar() {
        assertThatThrownBy(() -> RunnerStatusCodec.decode("{\"type\":\"status\",\"start_time\":9e300}"))
                .hasMessageContaining("start_time");
    }
}
