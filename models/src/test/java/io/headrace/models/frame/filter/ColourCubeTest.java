package io.headrace.models.frame.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headrace.models.frame.Canvas;
import io.headrace.models.frame.ParametersRefused;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColourCubeTest {

    /** Blue first, so that it differs from one whose order was mistaken: red and blue change places, green is turned over. */
    private static String swapping(int size) {
        var text = new StringBuilder("TITLE \"swap\"\n# a comment\nLUT_3D_SIZE " + size + "\nDOMAIN_MIN 0 0 0\n");
        float top = size - 1;
        for (int b = 0; b < size; b++) {
            for (int g = 0; g < size; g++) {
                for (int r = 0; r < size; r++) {
                    text.append(String.format(Locale.ROOT, "%f %f %f%n", b / top, 1 - g / top, r / top));
                }
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 17})
    void findsColoursBetweenThePointsOfTheTable(int size) throws Exception {
        var random = new Random(size);
        try (var cube = ColourCube.parse(swapping(size))) {
            for (int n = 0; n < 200; n++) {
                float r = random.nextFloat();
                float g = random.nextFloat();
                float b = random.nextFloat();

                var frame = cube.apply(Canvas.plain(2, 2, r, g, b));

                assertThat(Canvas.sample(frame, 0, 1, 1)).isCloseTo(b, within(0.0001f));
                assertThat(Canvas.sample(frame, 1, 1, 1)).isCloseTo(1 - g, within(0.0001f));
                assertThat(Canvas.sample(frame, 2, 1, 1)).isCloseTo(r, within(0.0001f));
            }
        }
    }

    @Test
    void takesColoursBeyondTheTableForItsBorder() throws Exception {
        try (var cube = ColourCube.parse(swapping(2))) {
            var frame = cube.apply(Canvas.plain(2, 2, 1.5f, -1f, Float.NaN));

            assertThat(Canvas.sample(frame, 2, 0, 0)).isEqualTo(1f);
            assertThat(Canvas.sample(frame, 1, 0, 0)).isEqualTo(1f);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 0|line 1",
                "LUT_3D_SIZE 1|2..65",
                "LUT_3D_SIZE 66|2..65",
                "LUT_3D_SIZE 2.5|2..65",
                "LUT_3D_SIZE two|line 1",
                "LUT_1D_SIZE 4|line 1",
                "LUT_3D_SIZE 2;0 0 0|1 lines of colours; 8",
                "LUT_3D_SIZE 2;0 0|line 2",
                "LUT_3D_SIZE 2;0 0 x|line 2",
                "LUT_3D_SIZE 2;0 0 NaN|not finite",
                "DOMAIN_MAX 255 255 255|only the domain 0 to 1",
                "TITLE x|LUT_3D_SIZE",
            })
    void refusesTextThatIsNoTable(String text, String reason) {
        assertThatThrownBy(() -> ColourCube.parse(text.replace(";", "\n")))
                .isInstanceOf(ParametersRefused.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesMoreColoursThanTheTableHas() {
        assertThatThrownBy(() -> ColourCube.parse(swapping(2) + "0 0 0\n")).hasMessageContaining("line 13");
    }

    @Test
    void refusesALookAndATableAtOnce() {
        assertThatThrownBy(() -> Lut.pipeline().open("{\"look\":\"mono\",\"cube\":\"LUT_3D_SIZE 2\"}"))
                .hasMessageContaining("not both");
    }
}
