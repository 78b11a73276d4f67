package io.headrace.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.batch.api.BatchApi;
import io.headrace.gateway.batch.api.BatchOrder;
import io.headrace.gateway.fixture.BatchStage;
import io.headrace.transport.Exchange;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of OpenAI's clients for whose answers nobody waits. */
class RespondAsyncTest {

    @TempDir
    private Path uploads;

    private final List<BatchOrder> taken = new CopyOnWriteArrayList<>();
    private final List<byte[]> files = new CopyOnWriteArrayList<>();

    private OpenAiStage open() {
        BatchApi.Later later = (exchange, order, _) -> take(exchange, order);
        return OpenAiStage.open(uploads, _ -> ChatRouteTest.hello(), setting -> setting.with(later));
    }

    /** As the real one: whoever does not ask for it waits. */
    private boolean take(Exchange exchange, BatchOrder order) throws IOException {
        if (exchange.headers().first("Prefer").isEmpty()) {
            return false;
        }
        taken.add(order);
        try (var file = order.file().open()) {
            files.add(file.readAllBytes());
        }
        exchange.answer(202);
        return true;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions | llm | {'model':'org/model','messages':[{'role':'user','content':'hi'}]}",
                "/v1/images/generations | text-to-image | {'model':'org/painter','prompt':'a cat'}",
                "/v1/audio/speech | text-to-speech | {'model':'org/mouth','input':'hello','response_format':'wav'}"
            })
    void areAnsweredAtOnceAndGoOnByThemselves(String path, String pipeline, String json) throws Exception {
        try (var stage = open()) {
            var request = stage.request(path)
                    .header("Content-Type", "application/json")
                    .header("Prefer", "respond-async")
                    .POST(BodyPublishers.ofString(json.replace('\'', '"')));

            assertThat(stage.send(request).statusCode()).isEqualTo(202);
            assertThat(taken).hasSize(1);
            assertThat(taken.getFirst().request().pipeline().name().text()).isEqualTo(pipeline);
            assertThat(stage.desk().asked()).isEmpty();
        }
    }

    @Test
    void keepTheirFile() throws Exception {
        try (var stage = open()) {
            var form =
                    OpenAiStage.formOf("image", "a.png", BatchStage.png(8, 8), "model", "org/painter", "prompt", "x");
            var request = stage.request("/v1/images/edits")
                    .header("Content-Type", "multipart/form-data; boundary=xxBOUNDARYxx")
                    .header("Prefer", "respond-async")
                    .POST(BodyPublishers.ofByteArray(form));

            assertThat(stage.send(request).statusCode()).isEqualTo(202);
            assertThat(files).containsExactly(BatchStage.png(8, 8));
        }
    }

    @Test
    void areRefusedWhereTheyAskForTooMuch() throws Exception {
        try (var stage = open()) {
            var request = stage.request("/v1/chat/completions")
                    .header("Content-Type", "application/json")
                    .header("Prefer", "respond-async")
                    .POST(BodyPublishers.ofString(
                            "{\"model\":\"org/model\",\"max_tokens\":5000,"
                                    + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                            UTF_8));

            assertThat(stage.send(request).statusCode()).isBetween(400, 422);
            assertThat(taken).isEmpty();
        }
    }

    @Test
    void waitWhereNobodyAskedNotTo() throws Exception {
        try (var stage = open()) {
            var answer = stage.post(
                    "/v1/chat/completions",
                    "{\"model\":\"org/model\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(taken).isEmpty();
        }
    }
}
