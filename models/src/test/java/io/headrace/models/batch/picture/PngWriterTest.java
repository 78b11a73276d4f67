package io.headrace.models.batch.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

class PngWriterTest {

    private static byte[] written(Picture picture) throws Exception {
        var out = new ByteArrayOutputStream();
        PngWriter.write(picture, "made by a test", out);
        return out.toByteArray();
    }

    @ParameterizedTest(name = "{0}x{1}")
    @CsvSource({"1,1", "3,7", "200,150"})
    void isReadBackToTheBit(int width, int height) throws Exception {
        var random = new Random(3);
        var noise = TestPictures.paint(width, height, (_, _) -> random.nextInt(1 << 24));

        assertThat(TestPictures.decoded(written(noise)).samples()).isEqualTo(noise.samples());
        assertThat(TestPictures.read(written(noise)).samples()).isEqualTo(noise.samples());
    }

    @Test
    void saysWhatMadeIt() throws Exception {
        var picture = TestPictures.paint(4, 4, (_, _) -> 0);
        var reader = ImageIO.getImageReadersByFormatName("png").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(written(picture))));

        var entries = ((Element) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0"))
                .getElementsByTagName("tEXtEntry");

        assertThat(((Element) entries.item(1)).getAttribute("value")).isEqualTo("made by a test");
    }

    @Test
    void isSmallForSmoothPictures() throws Exception {
        var gradient = TestPictures.paint(256, 256, (x, y) -> 0x010101 * ((x + y) / 2));

        assertThat(written(gradient)).hasSizeLessThan(256 * 256 * 3 / 50);
    }
}
