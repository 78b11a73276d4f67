package io.headrace.models.frame.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headrace.media.MediaTime;
import io.headrace.models.frame.Canvas;
import io.headrace.models.frame.FrameException;
import io.headrace.models.frame.FrameTransform;
import io.headrace.models.frame.Kind;
import io.headrace.models.frame.ParametersRefused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On real ONNX Runtime, with models that tests write themselves. */
class OnnxModelsTest {

    @TempDir
    Path directory;

    private FrameTransform open(byte[] file) throws Exception {
        TestModels.put(directory, "mine", file);
        return models().find("mine").orElseThrow().open("{}");
    }

    private OnnxModels models() {
        return new OnnxModels(directory, 1);
    }

    @Test
    void computesWhatTheModelSays() throws Exception {
        try (var invert = open(TestModels.invert())) {
            for (int n = 0; n < 3; n++) {
                var out = invert.apply(Canvas.plain(70, 40, 0.1f, 0.5f, 0.75f));

                assertThat(Canvas.colour(out, 69, 39)).containsExactly(new float[] {0.9f, 0.5f, 0.25f}, within(1e-5f));
                assertThat(out.presentation()).isEqualTo(new MediaTime(4711));
            }
        }
    }

    @Test
    void readsTheFrameWhereItLies() throws Exception {
        try (var identity = open(TestModels.identity());
                var frame = Canvas.plain(32, 32, 0.1f, 0.2f, 0.3f)) {
            var out = identity.apply(frame);
            assertThat(Canvas.sample(out, 1, 5, 5)).isEqualTo(0.2f);

            frame.buffer().put(1024 + 5 * 32 + 5, 0.9f);

            assertThat(identity.apply(frame)).as("memory is used again").isSameAs(out);
            assertThat(Canvas.sample(out, 1, 5, 5)).isEqualTo(0.9f);
        }
    }

    @Test
    void takesOverTheSizeThatTheModelMakes() throws Exception {
        try (var blur = open(TestModels.blur())) {
            var out = blur.apply(Canvas.step(40, 30, 0f, 0.9f));

            assertThat(out.hasSize(38, 28)).isTrue();
            assertThat(Canvas.sample(out, 0, 18, 10)).isCloseTo(0.3f, within(1e-4f));
            assertThat(Canvas.sample(out, 0, 5, 10)).isCloseTo(0f, within(1e-6f));
        }
    }

    @Test
    void followsPicturesIntoAnotherSize() throws Exception {
        try (var invert = open(TestModels.invert())) {
            assertThat(invert.apply(Canvas.plain(64, 48, 0, 0, 0)).hasSize(64, 48))
                    .isTrue();
            assertThat(invert.apply(Canvas.plain(32, 24, 0, 0, 0)).hasSize(32, 24))
                    .isTrue();
            assertThat(invert.apply(Canvas.plain(64, 48, 0, 0, 0)).hasSize(64, 48))
                    .isTrue();
        }
    }

    @Test
    void scalesPicturesForAModelOfOneSize() throws Exception {
        try (var invert = open(TestModels.invert(1, 64, 96))) {
            var out = invert.apply(Canvas.step(192, 128, 0.2f, 0.8f));

            assertThat(out.hasSize(96, 64)).isTrue();
            assertThat(Canvas.sample(out, 2, 10, 30)).isCloseTo(0.8f, within(0.01f));
            assertThat(Canvas.sample(out, 2, 80, 30)).isCloseTo(0.2f, within(0.01f));
        }
    }

    @Test
    void feedsBytesToModelsOfBytes() throws Exception {
        try (var invert = open(TestModels.invertBytes(32, 48))) {
            var out = invert.apply(Canvas.paint(48, 32, (x, y) -> new float[] {x / 48f, y / 32f, 2f}));

            assertThat(Canvas.sample(out, 0, 12, 20)).isCloseTo(0.75f, within(0.003f));
            assertThat(Canvas.sample(out, 1, 12, 24)).isCloseTo(0.25f, within(0.003f));
            assertThat(Canvas.sample(out, 2, 12, 24)).as("white and beyond").isZero();
        }
    }

    @Test
    void mindsTheRangeThatTheOperatorNames() throws Exception {
        TestModels.put(directory, "mine", TestModels.invert(255, -1, -1));
        Files.writeString(
                directory.resolve("mine/model.json"), "{\"name\":\"Mine\",\"licence\":\"MIT\",\"range\":\"0..255\"}");

        try (var invert = models().find("mine").orElseThrow().open("")) {
            assertThat(Canvas.sample(invert.apply(Canvas.plain(32, 32, 0.2f, 0, 0)), 0, 3, 3))
                    .isCloseTo(0.8f, within(1e-4f));
        }
        var manifest = models().find("mine").orElseThrow().manifest();
        assertThat(manifest.name()).contains("Mine");
        assertThat(manifest.licence()).contains("MIT");
    }

    @Test
    void refusesAManifestThatItCannotUse() throws Exception {
        TestModels.put(directory, "mine", TestModels.identity());
        Files.writeString(directory.resolve("mine/model.json"), "{\"license\":\"MIT\"}");

        assertThatThrownBy(() -> models().find("mine").orElseThrow().open(""))
                .isInstanceOf(ParametersRefused.class)
                .hasMessageContaining("model.json")
                .hasMessageContaining("\"license\"");
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        byte[] whole = TestModels.blur();

        assertThatThrownBy(() -> open(new byte[0]))
                .isInstanceOf(ParametersRefused.class)
                .hasMessageContaining("model.onnx");
        assertThatThrownBy(() -> open("no model at all".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ParametersRefused.class)
                .hasMessageContaining("no model that ONNX Runtime can load")
                .hasMessageNotContaining(directory.toString());
        assertThatThrownBy(() -> open(Arrays.copyOf(whole, whole.length / 2))).isInstanceOf(ParametersRefused.class);
    }

    @Test
    void refusesModelsThatMakeNoPicturesOfPictures() {
        assertThatThrownBy(() -> open(TestModels.sum()))
                .isInstanceOf(ParametersRefused.class)
                .hasMessageContaining("2 inputs and 1 outputs");
        assertThatThrownBy(() -> open(TestModels.mean()))
                .isInstanceOf(ParametersRefused.class)
                .hasMessageContaining("a side of 1 pixels");
    }

    @Test
    void saysAtWhichPictureAModelFailed() throws Exception {
        try (var brittle = open(TestModels.brittle())) {
            assertThatThrownBy(() -> brittle.apply(Canvas.plain(32, 32, 0, 0, 0)))
                    .isInstanceOf(FrameException.class)
                    .hasMessageContaining("mine")
                    .hasMessageContaining("32x32");
            assertThat(brittle.apply(Canvas.plain(16, 16, 1, 1, 1)).pixels()).isEqualTo(256);
        }
    }

    @Test
    void tellsTheModelsThatAreThere() throws Exception {
        TestModels.put(directory, "second", TestModels.identity());
        TestModels.put(directory, "first", TestModels.invert());
        Files.createDirectories(directory.resolve("empty"));

        assertThat(models().names()).containsExactly("first", "second");
        assertThat(models().find("first").orElseThrow().kind()).isEqualTo(Kind.REAL);
        assertThat(models().find("empty")).isEmpty();
        assertThat(new OnnxModels(directory.resolve("none"), 1).names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../models/first", "..", ".", "", "/etc", "a/b", "first\0"})
    void leavesNothingButItsDirectory(String model) throws Exception {
        TestModels.put(directory, "first", TestModels.identity());

        assertThat(models().find(model)).isEmpty();
    }

    @Test
    void tellsWeightsApartByTheirContent() throws Exception {
        TestModels.put(directory, "first", TestModels.identity());
        TestModels.put(directory, "second", TestModels.invert());
        TestModels.put(directory, "third", TestModels.invert());

        var hashes = models().names().stream()
                .map(name -> models().find(name).orElseThrow())
                .toList();
        assertThat(hashes.get(0).contentHash())
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(hashes.get(1).contentHash());
        assertThat(hashes.get(1).contentHash()).isEqualTo(hashes.get(2).contentHash());
    }

    @Test
    void refusesParameters() throws Exception {
        TestModels.put(directory, "first", TestModels.identity());

        assertThatThrownBy(() -> models().find("first").orElseThrow().open("{\"strength\":1}"))
                .isInstanceOf(ParametersRefused.class)
                .hasMessageContaining("None can be set");
    }
}
