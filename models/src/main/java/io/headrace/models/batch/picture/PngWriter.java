package io.headrace.models.batch.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a picture as PNG while it is compressed, so that the file is never in memory as a whole:
 *
 * <pre>
 * signature, IHDR (8 bits, red green blue), tEXt "Software" and "Comment", IDAT of 64 kB each, IEND
 * </pre>
 *
 * Each line is told by its difference from the line above and the pixel to the left (filter Paeth), which suits photographs.
 */
public final class PngWriter {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] EIGHT_BIT_COLOUR = {8, 2, 0, 0, 0};
    private static final int PAETH = 4;
    private static final int CHUNK = 1 << 16;
    private static final int QUICK = 4;

    private PngWriter() {}

    /**
     * @param out is not closed
     * @param comment kept in the file, in Latin-1; which model made it
     */
    public static void write(Picture picture, String comment, OutputStream out) throws IOException {
        out.write(SIGNATURE);
        var head = new ByteArrayOutputStream();
        var fields = new DataOutputStream(head);
        fields.writeInt(picture.width());
        fields.writeInt(picture.height());
        fields.write(EIGHT_BIT_COLOUR);
        chunk("IHDR", head.toByteArray(), head.size(), out);
        text("Software", "Headrace", out);
        text("Comment", comment, out);
        var deflater = new Deflater(QUICK);
        try (var compressed = new DeflaterOutputStream(new DataChunks(out), deflater, CHUNK)) {
            lines(picture, compressed);
        } finally {
            deflater.end();
        }
        chunk("IEND", new byte[0], 0, out);
    }

    private static void text(String key, String value, OutputStream out) throws IOException {
        byte[] bytes = (key + '\0' + value).getBytes(ISO_8859_1);
        chunk("tEXt", bytes, bytes.length, out);
    }

    private static void chunk(String type, byte[] data, int length, OutputStream out) throws IOException {
        byte[] name = type.getBytes(ISO_8859_1);
        var check = new CRC32();
        check.update(name);
        check.update(data, 0, length);
        var fields = new DataOutputStream(out);
        fields.writeInt(length);
        fields.write(name);
        fields.write(data, 0, length);
        fields.writeInt((int) check.getValue());
        fields.flush();
    }

    private static void lines(Picture picture, OutputStream out) throws IOException {
        int length = picture.width() * Picture.COLOURS;
        byte[] line = new byte[length + 1];
        line[0] = PAETH;
        for (int y = 0; y < picture.height(); y++) {
            for (int i = 0; i < length; i++) {
                line[i + 1] = (byte) (sample(picture, y, i) - predicted(picture, y, i));
            }
            out.write(line);
        }
    }

    private static int predicted(Picture picture, int y, int i) {
        int left = sample(picture, y, i - Picture.COLOURS);
        int above = sample(picture, y - 1, i);
        int corner = sample(picture, y - 1, i - Picture.COLOURS);
        int guess = left + above - corner;
        int toLeft = Math.abs(guess - left);
        int toAbove = Math.abs(guess - above);
        int toCorner = Math.abs(guess - corner);
        if (toLeft <= toAbove && toLeft <= toCorner) {
            return left;
        }
        return toAbove <= toCorner ? above : corner;
    }

    /** Nothing lies outside. */
    private static int sample(Picture picture, int y, int i) {
        return y < 0 || i < 0 ? 0 : picture.samples()[y * picture.width() * Picture.COLOURS + i] & 0xff;
    }

    /** Makes a chunk of each piece that the compressor gives. */
    private static final class DataChunks extends OutputStream {
        private final OutputStream out;

        DataChunks(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            chunk("IDAT", Arrays.copyOfRange(bytes, offset, offset + length), length, out);
        }
    }
}
