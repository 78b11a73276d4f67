package io.headrace.models.batch.describe;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.models.batch.picture.TestPictures;
import io.headrace.models.runner.BatchStage;
import io.headrace.models.runner.Multipart;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pipeline {@code image-to-text}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DescriptionTest {

    private static String sentence(int width, int height, TestPictures.Painter painter) {
        return Description.of(TestPictures.paint(width, height, painter)).sentence();
    }

    @Test
    void saysWhatIsMeasured() {
        assertThat(sentence(60, 40, (x, _) -> x < 40 ? 0x1030d0 : 0xffffff))
                .isEqualTo(
                        "A medium-bright landscape picture of 60 by 40 pixels, mostly blue and white, with high contrast"
                                + " and some detail.");
        assertThat(sentence(20, 40, (_, _) -> 0x050505))
                .isEqualTo(
                        "A dark portrait picture of 20 by 40 pixels, mostly black, with low contrast and little detail.");
    }

    @Test
    void tellsNoiseFromACalmSurface() {
        var random = new Random(1);
        assertThat(sentence(64, 64, (_, _) -> 0x010101 * random.nextInt(256)))
                .contains("square")
                .contains("much detail");
    }

    @ParameterizedTest
    @CsvSource({
        "e01010,RED",
        "f09020,ORANGE",
        "6a3d10,BROWN",
        "f0e020,YELLOW",
        "20a030,GREEN",
        "20d0d0,CYAN",
        "2040e0,BLUE",
        "8020c0,PURPLE",
        "ffa0c0,PINK",
        "808080,GREY",
        "f8f8f8,WHITE",
        "0a0a0a,BLACK"
    })
    void namesColoursAsPeopleDo(String colour, ColourName name) {
        int rgb = Integer.parseInt(colour, 16);
        assertThat(ColourName.of(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff)).isEqualTo(name);
    }

    @Test
    void answersInTheShapeOfTheContract() throws Exception {
        var picture = TestPictures.file(TestPictures.paint(32, 32, (_, _) -> 0x20a030), "jpg");
        try (var stage = BatchStage.ready(DescriptionEngine.model())) {
            var reply = stage.post(
                    new Multipart().file("image", "image/jpeg", picture).field("prompt", "a photo of"));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body().path("text").asString()).contains("mostly green");
            assertThat(stage.post(new Multipart().field("prompt", "x")).status())
                    .isEqualTo(422);
        }
    }
}
