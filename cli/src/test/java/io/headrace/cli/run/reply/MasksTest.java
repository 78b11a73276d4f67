package io.headrace.cli.run.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasksTest {

    @TempDir
    private Path folder;

    @Test
    void readsFlagsAndOddsAlike() throws ReplyBroken {
        for (var text : new String[] {
            "[[[1,0,0],[0,1,1]]]",
            "[[[3.5,-2,0],[-1e3,0.1,9]]]",
            "[[true,false,false],[false,true,true]]",
            "[[[[1,0,0],[0,1,1]]]]"
        }) {
            var masks = MaskReader.read(text);

            assertThat(masks).as(text).hasSize(1);
            var mask = masks.getFirst();
            assertThat(mask.width()).isEqualTo(3);
            assertThat(mask.height()).isEqualTo(2);
            assertThat(mask.area()).isEqualTo(3);
            assertThat(mask.has(0, 0)).isTrue();
            assertThat(mask.has(1, 1)).isTrue();
            assertThat(mask.has(1, 0)).isFalse();
        }
    }

    @Test
    void keepsSeveralApart() throws ReplyBroken {
        assertThat(MaskReader.read("[[[1,1]],[[0,0]],[[0,1]]]"))
                .extracting(Mask::area)
                .containsExactly(2, 0, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "[[[1,0],[1]]]", "[[\"a\"]]", "[[[1,0]", "[[[[[[[[[[1]]]]]]]]]]", "{}", "1"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> MaskReader.read(text)).isInstanceOf(ReplyBroken.class);
    }

    @Test
    void drawsWhiteInBlack() throws IOException {
        var bytes = new ByteArrayOutputStream();

        MaskPictures.write(MaskReader.read("[[[1,0],[0,1]]]").getFirst(), bytes);

        var picture = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(new Color(picture.getRGB(0, 0))).isEqualTo(Color.WHITE);
        assertThat(new Color(picture.getRGB(1, 0))).isEqualTo(Color.BLACK);
    }

    @Test
    void tintsWhatBelongsAndDarkensWhatDoesNot() throws IOException {
        var overlay = MaskPictures.overlay(
                        grey(2, 1), MaskReader.read("[[[1,0]]]").getFirst())
                .orElseThrow();

        assertThat(new Color(overlay.getRGB(0, 0))).isEqualTo(new Color(127 + 50, 32 + 50, 32 + 50));
        assertThat(new Color(overlay.getRGB(1, 0))).isEqualTo(new Color(50, 50, 50));
    }

    @Test
    void lieOverNothingOfAnotherSizeOrFormat() throws IOException {
        var mask = MaskReader.read("[[[1,0]]]").getFirst();

        assertThat(MaskPictures.overlay(grey(3, 1), mask)).isEmpty();
        assertThat(MaskPictures.overlay(Files.writeString(folder.resolve("a.webp"), "RIFF"), mask))
                .isEmpty();
    }

    private Path grey(int width, int height) throws IOException {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                picture.setRGB(x, y, new Color(100, 100, 100).getRGB());
            }
        }
        var file = folder.resolve(width + ".png");
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }
}
