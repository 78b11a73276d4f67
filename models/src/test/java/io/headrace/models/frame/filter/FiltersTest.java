package io.headrace.models.frame.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headrace.media.MediaTime;
import io.headrace.models.frame.Canvas;
import io.headrace.models.frame.Frame;
import io.headrace.models.frame.FramePipeline;
import io.headrace.models.frame.ParametersRefused;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FiltersTest {

    private static final Offset<Float> EXACT = within(0.0005f);

    static Stream<FramePipeline> all() {
        return Filters.single().stream();
    }

    private static FramePipeline named(String name) {
        return all().filter(filter -> filter.model().equals(name)).findFirst().orElseThrow();
    }

    private static Frame apply(String name, String parameters, Frame frame) throws Exception {
        try (var transform = named(name).open(parameters)) {
            return transform.apply(frame);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void keepsSizeTimeAndRangeOfPictures(FramePipeline filter) throws Exception {
        var frame = Canvas.paint(70, 50, (x, y) -> new float[] {x / 70f, y / 50f, (x * y) % 7 / 6f});

        try (var transform = filter.open("{}")) {
            for (int again = 0; again < 3; again++) {
                var after = transform.apply(frame);

                assertThat(after.hasSize(70, 50)).isTrue();
                assertThat(after.presentation()).isEqualTo(new MediaTime(4711));
                var samples = after.buffer();
                while (samples.hasRemaining()) {
                    assertThat(samples.get()).isBetween(-0.001f, 1.001f);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void doesNothingAtStrengthZero(FramePipeline filter) throws Exception {
        try (var transform = filter.open("{\"strength\":0}")) {
            assertThat(transform.isIdentity()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void isHalfWayAtStrengthOneHalf(FramePipeline filter) throws Exception {
        var before = Canvas.step(64, 48, 0.2f, 0.7f);
        var half = Canvas.step(64, 48, 0.2f, 0.7f);
        var whole = Canvas.step(64, 48, 0.2f, 0.7f);
        try (var halfway = filter.open("{\"strength\":0.5}");
                var fully = filter.open("{}")) {
            halfway.apply(half);
            fully.apply(whole);
        }

        for (int x = 0; x < 64; x++) {
            float middle = (Canvas.sample(before, 1, x, 20) + Canvas.sample(whole, 1, x, 20)) / 2;
            assertThat(Canvas.sample(half, 1, x, 20)).isCloseTo(middle, EXACT);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void followsPicturesIntoAnotherSize(FramePipeline filter) throws Exception {
        try (var transform = filter.open("{\"strength\":0.5}")) {
            assertThat(transform.apply(Canvas.plain(64, 48, 0.5f, 0.5f, 0.5f)).hasSize(64, 48))
                    .isTrue();
            assertThat(transform.apply(Canvas.plain(33, 17, 0.5f, 0.5f, 0.5f)).hasSize(33, 17))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void refusesWhatItDoesNotKnow(FramePipeline filter) {
        assertThatThrownBy(() -> filter.open("{\"strenght\":0.5}"))
                .isInstanceOf(ParametersRefused.class)
                .hasMessageContaining("strenght");
        assertThatThrownBy(() -> filter.open("{\"strength\":1.5}"))
                .isInstanceOf(ParametersRefused.class)
                .hasMessageContaining("0..1");
    }

    @Test
    void edgesAreLightWhereThePictureStepsAndBlackElsewhere() throws Exception {
        var frame = apply("edges", "{}", Canvas.step(64, 48, 0.2f, 0.7f));

        assertThat(Canvas.sample(frame, 0, 32, 24)).isGreaterThan(0.8f);
        assertThat(Canvas.sample(frame, 2, 32, 24)).isEqualTo(Canvas.sample(frame, 0, 32, 24));
        assertThat(Canvas.sample(frame, 0, 10, 24)).isZero();
        assertThat(Canvas.sample(frame, 0, 54, 24)).isZero();
    }

    @Test
    void edgesCanBeDarkOnWhite() throws Exception {
        var frame = apply("edges", "{\"lines\":\"dark\"}", Canvas.step(64, 48, 0.2f, 0.7f));

        assertThat(Canvas.sample(frame, 1, 32, 24)).isLessThan(0.2f);
        assertThat(Canvas.sample(frame, 1, 10, 24)).isEqualTo(1f);
    }

    @Test
    void edgesBelowTheThresholdAreNone() throws Exception {
        var frame = apply("edges", "{\"threshold\":0.4}", Canvas.step(64, 48, 0.4f, 0.6f));

        assertThat(Canvas.sample(frame, 0, 32, 24)).isZero();
    }

    @Test
    void edgePreservingSmoothsSurfacesAndKeepsOutlines() throws Exception {
        var frame = apply("edge-preserving", "{}", Canvas.paint(96, 64, (x, y) -> {
            float grain = (x + y) % 2 == 0 ? 0.04f : -0.04f;
            float value = (x < 48 ? 0.2f : 0.8f) + grain;
            return new float[] {value, value, value};
        }));

        assertThat(spread(frame, 8, 32)).as("grain left").isLessThan(0.02f);
        assertThat(Canvas.sample(frame, 1, 52, 32) - Canvas.sample(frame, 1, 43, 32))
                .as("step left of 0.6")
                .isGreaterThan(0.5f);
    }

    @Test
    void blurSpreadsLightAndLosesNone() throws Exception {
        var frame = apply("blur", "{\"radius\":6}", Canvas.paint(64, 64, (x, y) -> {
            float value = x == 32 && y == 32 ? 1 : 0;
            return new float[] {value, 0, value};
        }));

        float sum = 0;
        for (int i = 0; i < frame.pixels(); i++) {
            sum += frame.buffer().get(i);
        }
        assertThat(sum).isCloseTo(1f, within(0.01f));
        assertThat(Canvas.sample(frame, 0, 32, 32)).isLessThan(0.05f);
        assertThat(Canvas.sample(frame, 0, 36, 32)).isGreaterThan(0.001f);
        assertThat(Canvas.sample(frame, 1, 32, 32)).isZero();
    }

    @Test
    void cartoonHasFewShadesAndDarkOutlines() throws Exception {
        var surface = apply("cartoon", "{\"shades\":4}", Canvas.plain(64, 48, 0.3f, 0.3f, 0.3f));
        assertThat(Canvas.sample(surface, 0, 30, 20)).isCloseTo(0.375f, within(0.01f));

        var outlined = apply("cartoon", "{}", Canvas.step(64, 48, 0.3f, 0.9f));
        assertThat(Canvas.sample(outlined, 0, 32, 24)).isLessThan(0.1f);
    }

    @ParameterizedTest
    @CsvSource({
        "invert, 0.9, 0.7, 0.4",
        "mono, 0.2744, 0.2744, 0.2744",
        "sepia, 0.3834, 0.3415, 0.266",
        "warm, 0.18, 0.32, 0.54",
        "cool, 0.09, 0.3, 0.68",
    })
    void looksHaveTheirColours(String look, float red, float green, float blue) throws Exception {
        var frame = apply("lut", "{\"look\":\"" + look + "\"}", Canvas.plain(50, 50, 0.1f, 0.3f, 0.6f));

        assertThat(Canvas.sample(frame, 0, 49, 49)).isCloseTo(red, within(0.001f));
        assertThat(Canvas.sample(frame, 1, 49, 49)).isCloseTo(green, within(0.001f));
        assertThat(Canvas.sample(frame, 2, 49, 49)).isCloseTo(blue, within(0.001f));
    }

    private static float spread(Frame frame, int x, int y) {
        float low = 1;
        float high = 0;
        for (int i = 0; i < 16; i++) {
            low = Math.min(low, Canvas.sample(frame, 1, x + i, y));
            high = Math.max(high, Canvas.sample(frame, 1, x + i, y));
        }
        return high - low;
    }
}
