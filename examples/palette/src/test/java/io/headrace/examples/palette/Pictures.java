package io.headrace.examples.palette;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Pictures for tests. */
final class Pictures {
    private Pictures() {}

    /** Of one red column, the rest being blue. */
    static byte[] png(int width, int height) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, x == 0 ? 0xff0000 : 0x0000ff);
            }
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    static String request(byte[] picture) {
        return "{\"image\":\"" + Base64.getEncoder().encodeToString(picture) + "\"}";
    }
}
