package io.headrace.wire.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.PictureSize;
import io.headrace.wire.batch.file.UploadedFile;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What existing gateways, orchestrators and workers asked for: we read it, and forward it to the same bytes. */
class RecordedRequestsTest {

    private static Stream<RecordedExchange> forwarded() {
        return Stream.of("gateway -> orchestrator", "orchestrator -> runner container", "AI worker -> runner container")
                .flatMap(RecordedBatch::exchanges)
                .filter(exchange -> exchange.status() != 0)
                .filter(exchange -> !exchange.response().bodyText().startsWith("ErrSegSig"));
    }

    static Stream<RecordedExchange> documents() {
        return forwarded()
                .filter(exchange -> exchange.request().parts().isEmpty())
                // Made by a test client to be refused.
                .filter(exchange -> !exchange.id().matches("G-09[345]"));
    }

    static Stream<RecordedExchange> forms() {
        return forwarded().filter(exchange -> !exchange.request().parts().isEmpty());
    }

    @Test
    void everyPipelineIsThere() {
        assertThat(Stream.concat(documents(), forms())
                        .map(RecordedExchange::path)
                        .distinct())
                .hasSize(9);
        assertThat(documents()).hasSizeGreaterThan(15);
        assertThat(forms()).hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void forwardsDocumentsToTheSameBytes(RecordedExchange exchange) throws Exception {
        var body = (BatchRequest.Body.Json) RecordedBatch.request(exchange).body();

        assertThat(body.document().sorted()).isEqualTo(exchange.request().bodyText());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void forwardsFormsToTheSameBytes(RecordedExchange exchange) throws Exception {
        var request = RecordedBatch.request(exchange);
        var contentType = exchange.request().header("content-type").orElseThrow();
        var writer = new FormWriter(
                FormLayout.fileField(request.pipeline()).orElseThrow(),
                (BatchRequest.Body.Form) request.body(),
                contentType.replaceAll(".*boundary=", ""));

        assertThat(writer.contentType()).isEqualTo(contentType);
        assertThat(writer.length()).isEqualTo(exchange.request().bodyLength());
        var text = new String(writer.beforeFile(), UTF_8) + "FILE" + new String(writer.afterFile(), UTF_8);
        for (var part : exchange.request().parts()) {
            var content = part.head().contains("filename") ? "FILE" : part.text();
            assertThat(text).contains(part.head() + "\r\n\r\n" + content + "\r\n--");
        }
    }

    @ParameterizedTest
    @CsvSource({"E-006, E-008", "E-011, E-068", "E-042, E-044", "E-012, E-014", "E-016, E-016", "G-055, G-057"})
    void forwardsWhatAClientAskedAsExistingGatewaysDo(String client, String same) throws Exception {
        var asked = RecordedExchanges.named(client);
        var forwarded = RecordedExchanges.named(same);

        assertThat(RecordedBatch.request(asked)).isEqualTo(RecordedBatch.request(forwarded));
    }

    @ParameterizedTest
    @CsvSource({"E-019, E-021", "E-023, E-025", "E-028, E-030", "E-034, E-036", "E-038, E-040", "E-047, E-048"})
    void forwardsWhatAClientUploadedAsExistingGatewaysDo(String client, String gateway) throws Exception {
        var asked = (BatchRequest.Body.Form)
                RecordedBatch.request(RecordedExchanges.named(client)).body();
        var forwarded = (BatchRequest.Body.Form)
                RecordedBatch.request(RecordedExchanges.named(gateway)).body();

        assertThat(asked.fields()).isEqualTo(forwarded.fields());
    }

    @Test
    void understandsEachPipeline() throws Exception {
        assertThat(RecordedBatch.request(RecordedExchanges.named("E-006")))
                .isInstanceOfSatisfying(BatchRequest.TextToImage.class, request -> {
                    assertThat(request.model()).isEqualTo("fake/tti");
                    assertThat(request.size()).isEqualTo(new PictureSize(256, 256));
                    assertThat(request.images()).isEqualTo(2);
                    assertThat(request.steps()).isEqualTo(OptionalInt.empty());
                });
        assertThat(RecordedBatch.request(RecordedExchanges.named("E-011")))
                .isInstanceOfSatisfying(
                        BatchRequest.TextToImage.class,
                        request -> assertThat(request.size()).isEqualTo(new PictureSize(512, 512)));
        assertThat(RecordedBatch.request(RecordedExchanges.named("E-023")))
                .isInstanceOfSatisfying(BatchRequest.ImageToVideo.class, request -> {
                    assertThat(request.size()).isEqualTo(new PictureSize(64, 64));
                    assertThat(request.body().file())
                            .isEqualTo(new UploadedFile("a.png", "image/png", 176, RecordedBatch.PICTURE));
                });
        assertThat(RecordedBatch.request(RecordedExchanges.named("E-016")))
                .isInstanceOfSatisfying(BatchRequest.Llm.class, request -> {
                    assertThat(request.maxTokens()).isEqualTo(16);
                    assertThat(request.stream()).isTrue();
                });
        assertThat(RecordedBatch.request(RecordedExchanges.named("L-015")))
                .isInstanceOfSatisfying(
                        BatchRequest.TextToSpeech.class,
                        request -> assertThat(request.text()).isEqualTo("hello"));
    }

    @Test
    void takesTheDefaultModelWhereTheReferenceNodeGoesDown() throws Exception {
        var request = RecordedBatch.request(RecordedExchanges.named("L-007"));

        assertThat(request.model()).isEqualTo("stabilityai/sdxl-turbo");
        assertThat(((BatchRequest.Body.Json) request.body()).document().json("model_id"))
                .contains("\"stabilityai/sdxl-turbo\"");
    }

    @Test
    void fillsInWhatTheReferenceNodeDemands() throws Exception {
        var request = (BatchRequest.Llm) RecordedBatch.request(RecordedExchanges.named("E-063"));

        assertThat(request.maxTokens()).isEqualTo(256);
        assertThat(request.stream()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "E-057 | invalid character 'b' looking for beginning of object key string",
                "E-062 | invalid character 'x' looking for beginning of value",
                "G-093 | invalid character 'b' looking for beginning of object key string",
                "G-094 | invalid character 'a' looking for beginning of value"
            })
    void refusesInTheWordsOfTheReferenceNode(String id, String sentence) {
        var exchange = RecordedExchanges.named(id);

        assertThatThrownBy(() -> RecordedBatch.request(exchange)).hasMessage(sentence);
        assertThat(exchange.response().bodyText()).contains(sentence);
    }

    @Test
    void refusesAnEmptyPromptBeforeARunnerHasTo() {
        assertThatThrownBy(() -> RecordedBatch.request(RecordedExchanges.named("E-058")))
                .hasMessage("prompt is empty");
    }

    @Test
    void tasksOfRemoteWorkersHoldTheSameRequests() throws Exception {
        for (var exchange : Stream.concat(documents(), forms()).toList()) {
            var request = RecordedBatch.request(exchange);
            var file = request.body() instanceof BatchRequest.Body.Form(var _, var there)
                    ? there
                    : new UploadedFile("", "", 0, new FileContent.Unknown());

            var task = BatchTaskCodec.encode(request);

            assertThat(BatchTaskCodec.decode(request.pipeline(), task, file)).isEqualTo(request);
        }
    }

    @Test
    void tasksSayThatTheFileIsElsewhere() throws Exception {
        assertThat(BatchTaskCodec.encode(RecordedBatch.request(RecordedExchanges.named("E-025"))))
                .isEqualTo("{\"fps\":8,\"height\":64,\"image\":null,\"model_id\":\"fake/i2v\",\"width\":64}");
    }
}
