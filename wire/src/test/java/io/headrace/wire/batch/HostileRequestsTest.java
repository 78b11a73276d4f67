package io.headrace.wire.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.UploadedFile;
import io.headrace.wire.text.UnreadableException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a client sends is read or refused with a sentence; nothing else happens. */
class HostileRequestsTest {

    private static final UploadedFile FILE = new UploadedFile("a", "b/c", 1, new FileContent.Unknown());

    static Stream<Pipeline> pipelines() {
        return BuiltInPipelines.BATCH.stream();
    }

    static Stream<Pipeline> documents() {
        return pipelines().filter(pipeline -> FormLayout.fileField(pipeline).isEmpty());
    }

    static Stream<Pipeline> forms() {
        return pipelines().filter(pipeline -> FormLayout.fileField(pipeline).isPresent());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void refusesWhatIsNoDocument(Pipeline pipeline) {
        for (var text : List.of("", "null", "7", "\"a\"", "{", "{\"a\":", "[{}]", "{} {}", "[".repeat(9_999), "{}")) {
            assertThatThrownBy(() -> BatchRequestCodec.decode(pipeline, new RequestContent.Document(text)))
                    .as(text)
                    .isInstanceOf(UnreadableException.class);
        }
        assertThatThrownBy(() -> BatchRequestCodec.decode(pipeline, form(FormFields.NONE)))
                .hasMessageContaining("not a form");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void refusesFormsWithoutTheFile(Pipeline pipeline) {
        assertThatThrownBy(() -> BatchRequestCodec.decode(
                        pipeline, new RequestContent.Form(FormFields.NONE, Map.of("other", FILE))))
                .hasMessageContaining("no file");
        assertThatThrownBy(() -> BatchRequestCodec.decode(pipeline, new RequestContent.Document("{}")))
                .hasMessageContaining("takes a form");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text-to-image | {\"prompt\":\"x\",\"height\":\"8\"} | height of type int64",
                "text-to-image | {\"prompt\":\"x\",\"height\":0} | 1 to 65535 pixels",
                "text-to-image | {\"prompt\":\"x\",\"width\":70000} | 1 to 65535 pixels",
                "text-to-image | {\"prompt\":\"x\",\"width\":5000000000} | beyond 32 bits",
                "text-to-image | {\"prompt\":\"x\",\"num_images_per_prompt\":1001} | at most 1000",
                "text-to-image | {\"prompt\":7} | prompt of type string",
                "text-to-image | {\"prompt\":\"x\",\"safety_check\":\"no\"} | safety_check of type bool",
                "text-to-speech | {\"text\":\"\"} | text is empty",
                "llm | {\"messages\":[7]} | messages of type object"
            })
    void refusesValuesThatMakeNoSense(String pipeline, String json, String reason) {
        assertThatThrownBy(() ->
                        BatchRequestCodec.decode(RecordedBatch.named(pipeline), new RequestContent.Document(json)))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "image-to-video, width, 1020, divisible by 8",
        "image-to-video, height, x, whole number",
        "image-to-video, height, 99999999999, beyond 32 bits",
        "image-to-video, noise_aug_strength, much, a number",
        "image-to-image, num_images_per_prompt, 1001, at most 1000",
        "image-to-image, safety_check, yes, true or false"
    })
    void refusesFieldsThatMakeNoSense(String pipeline, String name, String text, String reason) {
        var fields = FormFields.NONE.with(name, text);

        assertThatThrownBy(() -> BatchRequestCodec.decode(RecordedBatch.named(pipeline), form(fields)))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void readsNamesInAnyCaseAndWritesThemAsRunnersKnowThem() throws Exception {
        var request = BatchRequestCodec.decode(
                BuiltInPipelines.TEXT_TO_IMAGE,
                new RequestContent.Document(
                        "{\"Prompt\":\"x\",\"MODEL_ID\":\"\",\"seed\":null,\"Mine\":{\"B\":1.50}}"));

        assertThat(((BatchRequest.Body.Json) request.body())
                        .document()
                        .withoutNulls()
                        .sorted())
                .isEqualTo("{\"Mine\":{\"B\":1.50},\"height\":512,\"model_id\":\"stabilityai/sdxl-turbo\","
                        + "\"num_images_per_prompt\":1,\"prompt\":\"x\",\"width\":512}");
    }

    @Test
    void keepsFieldsOfAFormThatItDoesNotKnow() throws Exception {
        var request = BatchRequestCodec.decode(
                BuiltInPipelines.UPSCALE, form(FormFields.NONE.with("mine", "1").with("prompt", "x")));

        assertThat(((BatchRequest.Body.Form) request.body()).fields().fields())
                .extracting(FormFields.Field::name)
                .containsExactly("prompt", "model_id", "mine");
    }

    @Test
    void namesOfFilesCannotEndTheirHead() {
        var file = new UploadedFile("a\"\r\nX: y\\", "b/c", 0, new FileContent.Unknown());
        var writer = new FormWriter("image", new BatchRequest.Body.Form(FormFields.NONE, file), "b");

        assertThat(new String(writer.beforeFile(), UTF_8)).contains("filename=\"a\\\"%0D%0AX: y\\\\\"\r\nContent-Type");
    }

    @Test
    void refusesFormsOfTooManyFields() {
        var many = Collections.nCopies(FormFields.MAX_FIELDS + 1, new FormFields.Field("a", "b"));

        assertThatThrownBy(() -> new FormFields(many)).hasMessageContaining("at most 100");
    }

    @Test
    void refusesDocumentsThatAreTooLong() {
        var text = "{\"prompt\":\"" + "x".repeat(BatchRequestCodec.MAX_DOCUMENT) + "\"}";

        assertThatThrownBy(() ->
                        BatchRequestCodec.decode(BuiltInPipelines.TEXT_TO_IMAGE, new RequestContent.Document(text)))
                .hasMessageContaining("at most 16777216");
    }

    @Test
    void survivesEveryDamage() {
        var random = new Random(28);
        var sample = "{\"prompt\":\"x\",\"messages\":[{\"role\":\"user\"}],\"text\":\"t\",\"max_tokens\":16,"
                + "\"height\":512,\"stream\":true,\"model\":\"m\"}";
        var pipelines = documents().toList();
        for (int round = 0; round < 5_000; round++) {
            var text = new StringBuilder(sample);
            for (int damage = 1 + random.nextInt(4); damage > 0; damage--) {
                text.setCharAt(random.nextInt(text.length()), "{}[],:\"x0-.".charAt(random.nextInt(11)));
            }
            try {
                var request = BatchRequestCodec.decode(
                        pipelines.get(round % pipelines.size()), new RequestContent.Document(text.toString()));
                assertThat(request.model()).isNotEmpty();
            } catch (UnreadableException refused) {
                assertThat(refused.sentence()).isNotBlank();
            }
        }
    }

    private static RequestContent form(FormFields fields) {
        return new RequestContent.Form(fields, Map.of("image", FILE, "audio", FILE));
    }
}
