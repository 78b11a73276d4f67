package io.headrace.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.PictureSize;
import io.headrace.wire.batch.reply.BatchReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesRouteTest {

    private static final String GENERATIONS = "/v1/images/generations";
    private static final String EDITS = "/v1/images/edits";
    private static final String FIRST = "/stream/00112233445566778899aabbccddeeff/a.png";
    private static final String SECOND = "/stream/00112233445566778899aabbccddeeff/b.png";
    private static final String CAT = "{\"model\":\"org/painter\",\"prompt\":\"a cat\",\"size\":\"64x32\",\"n\":2%s}";

    @TempDir
    private Path folder;

    private BatchOutcome.Done two;

    @BeforeEach
    void paint() throws IOException {
        var images = new BatchReply.Images(
                List.of(new BatchReply.Image(FIRST, 1, false), new BatchReply.Image(SECOND, 2, false)));
        var files = Map.of(
                FIRST, Files.writeString(folder.resolve("a.png"), "first"),
                SECOND, Files.writeString(folder.resolve("b.png"), "second"));
        two = OpenAiStage.done(images, files);
    }

    @Test
    void answersWithAddressesThatAreWhole() throws Exception {
        try (var stage = OpenAiStage.open(uploads(), _ -> two)) {
            var json = OpenAiStage.json(stage.post(GENERATIONS, CAT.formatted("")));

            assertThat(json.path("created").asLong()).isEqualTo(OpenAiStage.NOW.getEpochSecond());
            assertThat(json.at("/data/0/url").asString()).isEqualTo("http://127.0.0.1:" + stage.port() + FIRST);
            assertThat(json.at("/data/1/url").asString()).endsWith(SECOND);
            assertThat(stage.asked()).isInstanceOfSatisfying(BatchRequest.TextToImage.class, request -> {
                assertThat(request.size()).isEqualTo(new PictureSize(64, 32));
                assertThat(request.images()).isEqualTo(2);
                assertThat(request.model()).isEqualTo("org/painter");
            });
        }
    }

    @Test
    void answersUnderThePublicAddressWhereThereIsOne() throws Exception {
        try (var stage =
                OpenAiStage.open(uploads(), _ -> two, setting -> setting.publicUrl("https://ai.example/gw/"))) {
            var json = OpenAiStage.json(stage.post(GENERATIONS, CAT.formatted("")));

            assertThat(json.at("/data/0/url").asString()).isEqualTo("https://ai.example/gw" + FIRST);
        }
    }

    @Test
    void answersWithTheDataThemselves() throws Exception {
        try (var stage = OpenAiStage.open(uploads(), _ -> two)) {
            var json = OpenAiStage.json(stage.post(GENERATIONS, CAT.formatted(",\"response_format\":\"b64_json\"")));

            assertThat(decoded(json.at("/data/0/b64_json").asString())).isEqualTo("first");
            assertThat(decoded(json.at("/data/1/b64_json").asString())).isEqualTo("second");
            assertThat(json.at("/data/0").has("url")).isFalse();
        }
    }

    @Test
    void sendsNoMoreWithinAnAnswerThanItMay() throws Exception {
        Files.writeString(folder.resolve("a.png"), "x".repeat((int) OpenAiStage.LIMITS.inlineBytes()));
        try (var stage = OpenAiStage.open(uploads(), _ -> two)) {
            var answer = stage.post(GENERATIONS, CAT.formatted(",\"response_format\":\"b64_json\""));

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(OpenAiStage.json(answer).at("/error/message").asString()).contains("\"url\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"org/painter\"}",
                "{\"model\":\"org/painter\",\"prompt\":\"\"}",
                "{\"model\":\"org/painter\",\"prompt\":\"x\",\"size\":\"big\"}",
                "{\"model\":\"org/painter\",\"prompt\":\"x\",\"size\":\"0x0\"}",
                "{\"model\":\"org/painter\",\"prompt\":\"x\",\"response_format\":\"jpeg\"}",
                "{\"model\":\"org/painter\",\"prompt\":\"x\",\"n\":100000}"
            })
    void refusesWhatCannotBePainted(String json) throws Exception {
        try (var stage = OpenAiStage.open(uploads(), _ -> two)) {
            assertThat(stage.post(GENERATIONS, json).statusCode()).isEqualTo(400);
            assertThat(stage.desk().asked()).isEmpty();
        }
    }

    @Test
    void knowsNoPainterThatNobodyOffers() throws Exception {
        try (var stage = OpenAiStage.open(uploads(), _ -> two)) {
            var answer = stage.post(GENERATIONS, "{\"model\":\"dall-e-9\",\"prompt\":\"x\"}");

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(OpenAiStage.json(answer).at("/error/code").asString()).isEqualTo("model_not_found");
        }
    }

    @Test
    void handsInAPictureToBeEdited() throws Exception {
        var lying = new AtomicReference<List<Path>>(List.of());
        try (var stage = OpenAiStage.open(uploads(), _ -> {
            lying.set(lying());
            return two;
        })) {
            var form = OpenAiStage.formOf(
                    "image", "ein \u00e4.png", png(40, 30), "model", "org/painter", "prompt", "paint it blue");

            var answer = stage.form(EDITS, form);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(lying.get()).as("while it is worked on").hasSize(1);
            assertThat(stage.asked()).isInstanceOfSatisfying(BatchRequest.ImageToImage.class, request -> {
                var file = request.body().file();
                assertThat(file.name()).isEqualTo("ein \u00e4.png");
                assertThat(file.content()).isEqualTo(new FileContent.Picture(new PictureSize(40, 30)));
                assertThat(request.body().fields().text("prompt")).contains("paint it blue");
            });
            OpenAiStage.awaitEmpty(uploads());
        }
    }

    @Test
    void takesTheFieldOfClientsThatCouldSendSeveral() throws Exception {
        try (var stage = OpenAiStage.open(uploads(), _ -> two)) {
            var form = OpenAiStage.formOf("image[]", "a.png", png(8, 8), "model", "org/painter", "prompt", "x");

            assertThat(stage.form(EDITS, form).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void refusesFormsThatItCannotServe() throws Exception {
        try (var stage = OpenAiStage.open(uploads(), _ -> two)) {
            var masked = stage.form(EDITS, OpenAiStage.formOf("mask", "m.png", png(8, 8), "model", "org/painter"));
            var without = stage.form(EDITS, OpenAiStage.formOf("photo", "m.png", png(8, 8), "model", "org/painter"));
            var steps = stage.form(
                    EDITS,
                    OpenAiStage.formOf("image", "m.png", png(8, 8), "model", "org/painter", "strength", "strong"));

            assertThat(masked.statusCode()).isEqualTo(400);
            assertThat(OpenAiStage.json(masked).at("/error/param").asString()).isEqualTo("mask");
            assertThat(without.statusCode()).isEqualTo(400);
            assertThat(OpenAiStage.json(without).at("/error/param").asString()).isEqualTo("image");
            assertThat(steps.statusCode()).isEqualTo(400);
            assertThat(stage.desk().asked()).isEmpty();
            OpenAiStage.awaitEmpty(uploads());
        }
    }

    @Test
    void takesFormsOnlyAndNoneThatAreTooLarge() throws Exception {
        try (var stage = OpenAiStage.open(uploads(), _ -> two)) {
            var large = OpenAiStage.formOf("image", "a.png", new byte[OpenAiStage.LIMITS.formBytes()], "model", "x");

            assertThat(stage.post(EDITS, "{}").statusCode()).isEqualTo(415);
            assertThat(stage.form(EDITS, large).statusCode()).isEqualTo(413);
            assertThat(Files.exists(uploads())).isFalse();
        }
    }

    private Path uploads() {
        return folder.resolve("uploads");
    }

    private List<Path> lying() {
        try (var files = Files.list(uploads())) {
            return files.toList();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), UTF_8);
    }

    /** As much of one as says its size. */
    private static byte[] png(int width, int height) {
        return ByteBuffer.allocate(24)
                .putLong(0x89504E470D0A1A0AL)
                .putInt(13)
                .putInt(0x49484452)
                .putInt(width)
                .putInt(height)
                .array();
    }
}
