package io.headrace.wire.batch.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.text.UnreadableException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncJobTest {

    private static final BatchReply.Images CLIP =
            new BatchReply.Images(List.of(new BatchReply.Image("/stream/a/b.mp4", 4, false)));

    @Test
    void readsEverythingThatItWrites() throws Exception {
        for (var job : List.of(
                new AsyncJob.Accepted("5950d667"),
                new AsyncJob.Processing(),
                new AsyncJob.Succeeded(CLIP),
                new AsyncJob.Failed("Internal Server Error"))) {
            assertThat(AsyncJob.decode(job.encode())).isEqualTo(job);
        }
    }

    @Test
    void writesTheNetworksDocuments() {
        assertThat(new AsyncJob.Succeeded(CLIP).encode())
                .isEqualTo("{\"result\":{\"images\":[{\"nsfw\":false,\"seed\":4,\"url\":\"/stream/a/b.mp4\"}]},"
                        + "\"status\":\"complete\"}");
        assertThat(new AsyncJob.Failed("x").encode())
                .isEqualTo("{\"result\":{\"error\":{\"message\":\"x\"}},\"status\":\"complete\"}");
        assertThat(new AsyncJob.Accepted("a").status()).isEqualTo(202);
        assertThat(new AsyncJob.Failed("x").status()).isEqualTo(200);
    }

    @Test
    void findsWhichRequestIsMeant() throws Exception {
        var exchange = RecordedExchanges.named("E-067");

        assertThat(AsyncJob.requestId(exchange.request().bodyText())).isEqualTo("5950d667");
        assertThat(exchange.response().bodyText()).contains(AsyncJob.UNKNOWN_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"request_id\":\"\"}", "{\"request_id\":7}", "", "[]"})
    void refusesQuestionsAboutNothing(String json) {
        assertThatThrownBy(() -> AsyncJob.requestId(json)).isInstanceOf(UnreadableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"result\":{\"frames\":[[]]}}", "{\"status\":7}", "null"})
    void refusesResultsThatAreNone(String json) {
        assertThatThrownBy(() -> AsyncJob.decode(json)).isInstanceOf(UnreadableException.class);
    }
}
