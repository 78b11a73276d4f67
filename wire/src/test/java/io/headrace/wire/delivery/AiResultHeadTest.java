package io.headrace.wire.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.wire.Decoded;
import io.headrace.wire.PeerError;
import io.headrace.wire.RecordedExchanges;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AiResultHeadTest {

    private static Decoded<AiResultHead> decode(Map<String, String> headers) {
        return AiResultHead.decode(name -> Optional.ofNullable(headers.get(name)));
    }

    @Test
    void readsWhatWasRecorded() {
        var recorded = RecordedExchanges.named("B-053").request();

        assertThat(recorded.header("authorization")).contains(AiResultHeaders.PROTOCOL);
        assertThat(AiResultHead.decode(recorded::header).orElseThrow())
                .isEqualTo(new AiResultHead(9_999, new AiResultHead.Body.ErrorText()));
    }

    @ParameterizedTest
    @CsvSource({
        "application/json,Json[]",
        "Application/JSON; charset=utf-8,Json[]",
        "livepeer/ai-worker-error,ErrorText[]",
        "text/event-stream,Answer[mediaType=text/event-stream]",
        "multipart/mixed; boundary=x,Answer[mediaType=multipart/mixed]",
        "text/html,Other[mediaType=text/html]",
    })
    void knowsHowTheBodyIsToBeRead(String contentType, String body) {
        assertThat(decode(Map.of("Content-Type", contentType, "TaskId", "7"))
                        .orElseThrow()
                        .body())
                .hasToString(body);
    }

    @Test
    void refusesAHeadOfNoTask() {
        assertThat(decode(Map.of("Content-Type", "application/json", "TaskId", "q")))
                .isEqualTo(new Decoded.Refused<>(PeerError.INVALID_TASK.refusal()));
        assertThat(decode(Map.of("Content-Type", "application/json")))
                .isEqualTo(new Decoded.Refused<>(PeerError.INVALID_TASK.refusal()));
        assertThat(decode(Map.of("Content-Type", " ; boundary=x", "TaskId", "7")))
                .isEqualTo(new Decoded.Refused<>(PeerError.NO_MEDIA_TYPE.refusal()));
    }
}
