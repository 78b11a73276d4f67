package io.headrace.examples.palette;

import io.headrace.sdk.InputRefused;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** A picture as a stranger sends it: what is small as a file may be very large as pixels. */
final class PictureFile {
    static final long MAX_PIXELS = 40_000_000;

    private PictureFile() {}

    /** @throws InputRefused when it is no picture that is known here, or one of more pixels than are taken */
    static BufferedImage read(byte[] bytes) throws IOException {
        try (var stream = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            var readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new InputRefused("These " + bytes.length + " bytes are no PNG, JPEG or GIF");
            }
            var reader = readers.next();
            reader.setInput(stream);
            return readWithinLimits(reader);
        }
    }

    private static BufferedImage readWithinLimits(ImageReader reader) {
        try {
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MAX_PIXELS) {
                throw new InputRefused(
                        "The picture has " + pixels + " pixels; at most " + MAX_PIXELS + " are looked at");
            }
            return reader.read(0);
        } catch (IOException | IllegalArgumentException broken) {
            throw new InputRefused("The picture is broken: " + broken.getMessage());
        } finally {
            reader.dispose();
        }
    }
}
