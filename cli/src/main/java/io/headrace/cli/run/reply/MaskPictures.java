package io.headrace.cli.run.reply;

import io.headrace.wire.batch.file.PictureHeader;
import io.headrace.wire.batch.file.PictureSize;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Masks as pictures that can be looked at. */
public final class MaskPictures {

    /** More than this is not decoded for an overlay. */
    static final long MAX_PIXELS = 100_000_000;

    private static final int TINT = new Color(255, 64, 64).getRGB();

    private MaskPictures() {}

    /** Writes a PNG of two colours: white belongs to the mask, black does not. */
    public static void write(Mask mask, OutputStream out) throws IOException {
        var picture = new BufferedImage(mask.width(), mask.height(), BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                if (mask.has(x, y)) {
                    picture.setRGB(x, y, Color.WHITE.getRGB());
                }
            }
        }
        ImageIO.write(picture, "png", out);
    }

    /**
     * The picture that was asked about, with what belongs to the mask in red and what does not in half its light.
     *
     * @return empty when the picture cannot be decoded here, or has another size than the mask
     */
    public static Optional<BufferedImage> overlay(Path picture, Mask mask) throws IOException {
        var size = size(picture);
        if (size.isEmpty()
                || size.get().pixels() > MAX_PIXELS
                || size.get().width() != mask.width()
                || size.get().height() != mask.height()) {
            return Optional.empty();
        }
        var decoded = ImageIO.read(picture.toFile());
        return Optional.ofNullable(decoded).map(source -> tinted(source, mask));
    }

    private static BufferedImage tinted(BufferedImage source, Mask mask) {
        var tinted = new BufferedImage(mask.width(), mask.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                int colour = source.getRGB(x, y);
                tinted.setRGB(x, y, mask.has(x, y) ? half(colour) + half(TINT) : half(colour));
            }
        }
        return tinted;
    }

    /** Of each of the three colours. */
    private static int half(int colour) {
        return (colour & 0xFEFEFE) >> 1;
    }

    /** Empty when it is no PNG, JPEG or GIF. */
    public static Optional<PictureSize> size(Path picture) throws IOException {
        try (InputStream in = Files.newInputStream(picture)) {
            return PictureHeader.read(ByteBuffer.wrap(in.readNBytes(PictureHeader.BYTES_TO_READ)));
        }
    }
}
