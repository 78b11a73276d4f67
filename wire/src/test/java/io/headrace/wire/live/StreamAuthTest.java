package io.headrace.wire.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.ManifestId;
import io.headrace.wire.RecordedExchanges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamAuthTest {

    @ParameterizedTest
    @CsvSource({"K-006, K-007", "K-017, K-018"})
    void asksAsTheReferenceDoes(String push, String asked) {
        var request = RecordedExchanges.named(asked).request();

        var body = new StreamAuthRequest(
                        RecordedPush.url(RecordedExchanges.named(push)).toString())
                .body();

        assertThat(new String(body, UTF_8)).isEqualTo(request.bodyText());
        assertThat(request.header("Content-Type")).contains(StreamAuthRequest.MEDIA_TYPE);
    }

    @Test
    void escapesWhatTheReferenceEscapes() {
        assertThat(new String(new StreamAuthRequest("rtmp://h/a&<b>\"é\\").body(), UTF_8))
                .isEqualTo("{\"url\":\"rtmp://h/a\\u0026\\u003cb\\u003e\\\"é\\\\\"}");
    }

    @Test
    void allowsWithWhatTheWebhookSays() {
        var response = RecordedExchanges.named("K-007").response();

        var answer = StreamAuthAnswer.read(200, response.body().orElseThrow());

        assertThat(((StreamAuthAnswer.Allowed) answer).configuration().manifest())
                .contains(new ManifestId("int-1"));
    }

    @Test
    void allowsByDefaultWhenTheWebhookSaysNothing() {
        assertThat(read(200, "")).isEqualTo(new StreamAuthAnswer.Allowed(StreamConfiguration.DEFAULT));
    }

    @Test
    void deniesAsTheReferenceDoes() {
        var response = RecordedExchanges.named("K-018").response();

        assertThat(StreamAuthAnswer.read(403, response.body().orElseThrow()))
                .isEqualTo(new StreamAuthAnswer.Denied("status=403 error=no way\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | {\"profiles\":[]} | empty manifest id not allowed",
                "200 | {\"manifestID\":\"\"} | empty manifest id not allowed",
                "200 | {} | empty manifest id not allowed",
                "200 | ok | invalid character 'o' looking for beginning of value",
                "204 | `` | status=204 error=",
                "201 | {\"manifestID\":\"m\"} | status=201 error={\"manifestID\":\"m\"}"
            })
    void deniesWhatIsNoPermission(int status, String body, String reason) {
        assertThat(read(status, body)).isEqualTo(new StreamAuthAnswer.Denied(reason));
    }

    @Test
    void deniesAnAnswerThatIsTooLong() {
        assertThat(read(200, " ".repeat(StreamAuthAnswer.MAX_BYTES + 1))).isInstanceOf(StreamAuthAnswer.Denied.class);
    }

    private static StreamAuthAnswer read(int status, String body) {
        return StreamAuthAnswer.read(status, body.getBytes(UTF_8));
    }
}
