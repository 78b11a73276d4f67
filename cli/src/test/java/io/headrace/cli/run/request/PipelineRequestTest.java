package io.headrace.cli.run.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PipelineRequestTest {

    private static final Inputs NOTHING = inputs(List.of(), Optional.empty(), Inputs.Texts.NONE, Map.of());

    @TempDir
    private Path folder;

    private Path picture;

    @BeforeEach
    void draw() throws IOException {
        picture = Files.writeString(folder.resolve("a.png"), "picture");
    }

    @ParameterizedTest
    @CsvSource({
        "text-to-image, --prompt",
        "image-to-image, --image",
        "image-to-video, --image",
        "upscale, --image",
        "audio-to-text, --audio",
        "segment-anything-2, --image",
        "image-to-text, --image",
        "llm, --prompt",
        "text-to-speech, --text",
        "frame-interpolation, --image"
    })
    void saysWhatAPipelineNeeds(String pipeline, String option) {
        assertRefused(pipeline, NOTHING, pipeline + " needs " + option);
    }

    @Test
    void refusesWhatHasNoMeaningToAPipeline() {
        var withPrompt = inputs(List.of(), Optional.of(picture), prompt("words"), Map.of());

        assertRefused("audio-to-text", withPrompt, "--prompt has no meaning to audio-to-text, which takes --audio");
    }

    @ParameterizedTest
    @CsvSource({"upscale", "frame-interpolation"})
    void takesAFilmInPlaceOfPictures(String pipeline) {
        var film = withFilm(List.of());

        assertThat(text(PipelineRequest.of(pipeline, film, false, "b"))).contains("name=\"video\"; filename=\"a.png\"");
        assertRefused(pipeline, withFilm(List.of(picture)), pipeline + " takes --image or --video, not both");
        assertRefused("image-to-image", film, "--video has no meaning to image-to-image");
    }

    private Inputs withFilm(List<Path> pictures) {
        return new Inputs(
                pictures,
                Optional.of(picture),
                Optional.empty(),
                Inputs.Texts.NONE,
                Optional.empty(),
                new LinkedHashMap<>());
    }

    @Test
    void takesAsManyPicturesAsThePipeline() {
        var two = inputs(List.of(picture, picture), Optional.empty(), Inputs.Texts.NONE, Map.of());
        var one = inputs(List.of(picture), Optional.empty(), Inputs.Texts.NONE, Map.of());

        assertThat(text(PipelineRequest.of("frame-interpolation", two, false, "b"))
                        .split("name=\"image\"", -1))
                .hasSize(3);
        assertRefused("frame-interpolation", one, "needs two pictures");
        assertRefused("upscale", two, "takes one --image, not 2");
    }

    @Test
    void writesADocumentWithNumbersAndFlagsAsSuchAndTextsAsText() {
        var inputs = inputs(
                List.of(),
                Optional.empty(),
                prompt("42"),
                Map.of("width", "512", "safety_check", "false", "negative_prompt", "7", "style", "1 or 2"));

        var document = new JsonMapper().readTree(text(PipelineRequest.of("text-to-image", inputs, false, "b")));

        assertThat(document.path("prompt").isString()).isTrue();
        assertThat(document.path("negative_prompt").isString()).isTrue();
        assertThat(document.path("width").asInt()).isEqualTo(512);
        assertThat(document.path("safety_check").isBoolean()).isTrue();
        assertThat(document.path("style").asString()).isEqualTo("1 or 2");
    }

    @Test
    void makesAChatOfAPromptWithAllThatExistingGatewaysWant() {
        var inputs = inputs(List.of(), Optional.empty(), prompt("Hi"), Map.of("max_tokens", "9"));

        assertThat(text(PipelineRequest.of("llm", inputs, true, "b")))
                .isEqualTo("{\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                        + "\"model\":\"\",\"stream\":true}");
    }

    @Test
    void takesAChatThatIsWrittenOut() {
        var chat = "[{\"role\":\"system\",\"content\":\"Be brief.\"}]";
        var inputs = inputs(List.of(), Optional.empty(), Inputs.Texts.NONE, Map.of("messages", chat));

        assertThat(text(PipelineRequest.of("llm", inputs, false, "b"))).contains("\"messages\":" + chat);
    }

    @Test
    void knowsAFormByItsFilesWhereThePipelineIsUnknown() {
        var file = inputs(List.of(picture), Optional.empty(), Inputs.Texts.NONE, Map.of());

        assertThat(PipelineRequest.of("maker.depth", file, false, "b").contentType())
                .isEqualTo("multipart/form-data; boundary=b");
        assertThat(PipelineRequest.of("maker.depth", NOTHING, false, "b").contentType())
                .isEqualTo("application/json");
    }

    @Test
    void announcesExactlyWhatItSends() {
        var body = PipelineRequest.of(
                "image-to-text", inputs(List.of(picture), Optional.empty(), prompt("ü"), Map.of()), false, "b");

        assertThat(body.length()).isEqualTo(text(body).getBytes(UTF_8).length);
        assertThat(text(body)).isEqualTo("""
                --b\r
                Content-Disposition: form-data; name="image"; filename="a.png"\r
                Content-Type: application/octet-stream\r
                \r
                picture\r
                --b\r
                Content-Disposition: form-data; name="prompt"\r
                \r
                ü\r
                --b--\r
                """);
    }

    @Test
    void cannotBeTrickedByAFilesName() throws IOException {
        var tricky = Files.writeString(folder.resolve("a\"\r\nX: y.png"), "picture");

        assertThat(text(PipelineRequest.of(
                        "upscale", inputs(List.of(tricky), Optional.empty(), Inputs.Texts.NONE, Map.of()), false, "b")))
                .contains("filename=\"a%22%0D%0AX: y.png\"");
    }

    @Test
    void refusesAFileThatIsEmptyOrAFolder() throws IOException {
        var empty = Files.createFile(folder.resolve("empty.png"));

        assertRefused(
                "upscale", inputs(List.of(empty), Optional.empty(), Inputs.Texts.NONE, Map.of()), "empty.png is empty");
        assertRefused(
                "upscale",
                inputs(List.of(folder), Optional.empty(), Inputs.Texts.NONE, Map.of()),
                "is no file that can be read");
    }

    @Test
    void countsPointsAsBelongingUnlessItIsSaidOtherwise() {
        assertThat(segment("1,2;3.5,4", null, null)).contains("[[1,2],[3.5,4]]", "\r\n\r\n[1,1]\r\n");
        assertThat(segment("1,2;3,4", "1,0", null)).contains("\r\n\r\n[1,0]\r\n");
        assertThat(segment(null, null, "1,2,3,4")).contains("name=\"box\"\r\n\r\n[1,2,3,4]\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1,2,3", "a,b", "1,2;", "1;2", "1e9,2", "99999999999,1"})
    void refusesPointsThatAreNone(String points) {
        assertThatThrownBy(() -> segment(points, null, null))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("--points takes x,y;x,y, not");
    }

    @Test
    void refusesLabelsThatDoNotFitThePoints() {
        assertThatThrownBy(() -> segment("1,2;3,4", "1", null)).hasMessageContaining("for each of the 2 points");
        assertThatThrownBy(() -> segment("1,2", "2", null)).hasMessageContaining("--labels takes");
        assertThatThrownBy(() -> segment(null, "1", null)).hasMessageContaining("there are none");
        assertThatThrownBy(() -> segment(null, null, "1,2,3")).hasMessageContaining("--box takes x1,y1,x2,y2");
        assertThatThrownBy(() -> segment("1,2" + ";1,2".repeat(Numbers.MAX_POINTS), null, null))
                .hasMessageContaining("at most 1000");
    }

    private String segment(@Nullable String points, @Nullable String labels, @Nullable String box) {
        var texts = new Inputs.Texts(
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(points),
                Optional.ofNullable(labels),
                Optional.ofNullable(box));
        return text(PipelineRequest.of(
                "segment-anything-2", inputs(List.of(picture), Optional.empty(), texts, Map.of()), false, "b"));
    }

    private static void assertRefused(String pipeline, Inputs inputs, String sentence) {
        assertThatThrownBy(() -> PipelineRequest.of(pipeline, inputs, false, "b"))
                .isInstanceOfSatisfying(
                        CommandFailed.class,
                        failed -> assertThat(failed.exitCode()).isEqualTo(ExitCode.WRONG_USE))
                .hasMessageContaining(sentence);
    }

    private static Inputs.Texts prompt(String prompt) {
        return new Inputs.Texts(
                Optional.of(prompt), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Inputs inputs(
            List<Path> images, Optional<Path> audio, Inputs.Texts texts, Map<String, String> parameters) {
        return new Inputs(images, Optional.empty(), audio, texts, Optional.empty(), new LinkedHashMap<>(parameters));
    }

    private static String text(Body body) {
        var text = new StringBuilder();
        for (var piece : body.pieces()) {
            switch (piece) {
                case Body.Piece.Text(var bytes) -> text.append(UTF_8.decode(bytes.duplicate()));
                case Body.Piece.Content(var file, var _) -> text.append(read(file));
            }
        }
        return text.toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
