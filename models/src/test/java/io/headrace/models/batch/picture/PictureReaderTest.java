package io.headrace.models.batch.picture;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.form.RequestRefused.Fault;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

class PictureReaderTest {

    private static final int RED = 0xf01020;
    private static final int BLUE = 0x1020f0;

    /** Red above, blue below. */
    private static final Picture FLAG = TestPictures.paint(48, 32, (_, y) -> y < 16 ? RED : BLUE);

    private static byte[] webp() {
        Vision.load();
        try (var _ = new PointerScope()) {
            var out = new BytePointer();
            assertThat(imencode(".webp", Vision.matrix(FLAG), out)).isTrue();
            byte[] bytes = new byte[(int) out.limit()];
            out.get(bytes);
            return bytes;
        }
    }

    private static RequestRefused refusal(byte[] file) {
        return catchThrowableOfType(RequestRefused.class, () -> TestPictures.read(file));
    }

    @Test
    void readsPngJpegAndWebp() throws Exception {
        assertThat(TestPictures.read(TestPictures.file(FLAG, "png")).samples()).isEqualTo(FLAG.samples());
        assertThat(TestPictures.psnr(TestPictures.read(TestPictures.file(FLAG, "jpg")), FLAG))
                .isGreaterThan(25);
        assertThat(TestPictures.read(webp()).size()).isEqualTo("48x32");
    }

    @Test
    void appliesTheOrientationThatACameraWrites() throws Exception {
        // Orientation 6: to be turned by a quarter to the right, so that what is above comes to the right.
        var turned = TestPictures.read(withOrientation(TestPictures.file(FLAG, "jpg"), 6));

        assertThat(turned.size()).isEqualTo("32x48");
        assertThat(turned.sample(28, 24, 0)).isGreaterThan(200);
        assertThat(turned.sample(4, 24, 2)).isGreaterThan(200);
    }

    /** With an APP1 segment behind the start of the file. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] exif = HexFormat.of()
                .parseHex("ffe10022" + "457869660000" + "4d4d002a00000008" + "0001" + "0112000300000001" + "000"
                        + orientation + "0000" + "00000000");
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(exif);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    @Test
    void dropsTransparencyAndReadsGrey() throws Exception {
        var transparent = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
        transparent.setRGB(3, 3, 0xff00ff00);
        assertThat(TestPictures.colour(TestPictures.read(TestPictures.file(transparent, "png")), 3, 3))
                .isEqualTo(0x00ff00);

        var grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        assertThat(TestPictures.read(TestPictures.file(grey, "png")).size()).isEqualTo("8x8");
    }

    @Test
    void decodesNothingThatClaimsTooManyPixels() {
        byte[] bomb = TestPictures.file(FLAG, "png");
        ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 60_000);

        assertThat(refusal(bomb).fault()).isEqualTo(Fault.BAD_VALUE);
        assertThat(refusal(bomb)).hasMessageContaining("60000x60000").hasMessageContaining("at most 1000000 pixels");

        ByteBuffer.wrap(bomb).putInt(16, 20_000).putInt(20, 1);
        assertThat(refusal(bomb)).hasMessageContaining("sides of 16384");
    }

    @Test
    void refusesWhatIsNoPictureByItsKind() {
        for (var file : new byte[][] {
            {}, {1, 2, 3}, "GIF89a, which is a picture, but of a kind that is not read".getBytes(US_ASCII)
        }) {
            assertThat(refusal(file).fault()).isEqualTo(Fault.UNKNOWN_MEDIA);
            assertThat(refusal(file)).hasMessageContaining(file.length + " bytes");
        }
    }

    @Test
    void refusesPicturesThatEndTooSoon() {
        byte[] png = TestPictures.file(FLAG, "png");

        assertThatThrownBy(() -> TestPictures.read(Arrays.copyOf(png, 40)))
                .hasMessage("image is a damaged PNG of 40 bytes.");
    }

    @Test
    void neverFailsButByRefusing() {
        var random = new Random(7);
        for (var whole : new byte[][] {TestPictures.file(FLAG, "png"), TestPictures.file(FLAG, "jpg"), webp()}) {
            for (int n = 0; n < 60; n++) {
                byte[] file = whole.clone();
                for (int change = 0; change <= n % 5; change++) {
                    file[random.nextInt(file.length)] = (byte) random.nextInt(256);
                }
                try {
                    assertThat(TestPictures.read(Arrays.copyOf(file, file.length - random.nextInt(8)))
                                    .pixels())
                            .isLessThanOrEqualTo(1_000_000);
                } catch (RequestRefused refused) {
                    assertThat(refused.getMessage()).isNotBlank();
                }
            }
        }
    }
}
