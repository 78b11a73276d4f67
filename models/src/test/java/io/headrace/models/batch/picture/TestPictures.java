package io.headrace.models.batch.picture;

import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.form.Upload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;

/** Pictures of tests, and the ways into and out of files that are not those of the code under test. */
public final class TestPictures {

    private TestPictures() {}

    /** A colour for each place. */
    public interface Painter {
        /** @return 0xrrggbb */
        int at(int x, int y);
    }

    public static Picture paint(int width, int height, Painter painter) {
        var picture = Picture.black(width, height);
        for (int i = 0; i < picture.pixels(); i++) {
            int colour = painter.at(i % width, i / width);
            for (int c = 0; c < Picture.COLOURS; c++) {
                picture.samples()[i * Picture.COLOURS + c] = (byte) (colour >> (8 * (2 - c)));
            }
        }
        return picture;
    }

    public static Picture of(BufferedImage image) {
        return paint(image.getWidth(), image.getHeight(), (x, y) -> image.getRGB(x, y) & 0xffffff);
    }

    public static BufferedImage image(Picture picture) {
        var image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < picture.pixels(); i++) {
            int x = i % picture.width();
            int y = i / picture.width();
            image.setRGB(x, y, colour(picture, x, y));
        }
        return image;
    }

    /** 0xrrggbb. */
    public static int colour(Picture picture, int x, int y) {
        return picture.sample(x, y, 0) << 16 | picture.sample(x, y, 1) << 8 | picture.sample(x, y, 2);
    }

    /** By the JDK. */
    public static byte[] file(Picture picture, String format) {
        return file(image(picture), format);
    }

    public static byte[] file(BufferedImage image, String format) {
        var out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("The JDK writes no " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** By the JDK. */
    public static Picture decoded(byte[] file) {
        try {
            return of(ImageIO.read(new ByteArrayInputStream(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Upload upload(byte[] file) {
        return new Upload("image", "application/octet-stream", ByteBuffer.wrap(file));
    }

    /** By the reader under test. */
    public static Picture read(byte[] file) throws RequestRefused {
        return new PictureReader(1_000_000).read(upload(file));
    }

    /** How close two are, in decibels. */
    public static double psnr(Picture one, Picture other) {
        double sum = 0;
        for (int i = 0; i < one.samples().length; i++) {
            double difference = (one.samples()[i] & 0xff) - (other.samples()[i] & 0xff);
            sum += difference * difference;
        }
        return 10 * Math.log10(255.0 * 255 * one.samples().length / sum);
    }
}
