package io.headrace.models.batch.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What the first bytes of a file say of its picture, read without decoding it: a file of a few kilobytes can claim gigabytes
 * of pixels.
 *
 * <pre>
 * PNG   89 "PNG" 0d 0a 1a 0a, length, "IHDR", width, height (big endian)
 * JPEG  ff d8, then segments: ff marker length …; a start of frame (c0 to cf but c4, c8, cc) has precision, height, width
 * WebP  "RIFF" length "WEBP", then "VP8 " (key frame), "VP8L" or "VP8X" with the sides
 * </pre>
 *
 * @param width as stored: before any orientation is applied
 */
record PictureHeader(Kind kind, int width, int height) {

    /** The formats that are read. */
    enum Kind {
        PNG,
        JPEG,
        WEBP
    }

    private static final long PNG = 0x89504e470d0a1a0aL;
    private static final int IHDR = 0x49484452;
    private static final int RIFF = 0x52494646;
    private static final int WEBP = 0x57454250;
    private static final int VP8 = 0x56503820;
    private static final int VP8L = 0x5650384c;
    private static final int VP8X = 0x56503858;
    private static final int LONGEST_HEAD = 30;
    private static final int MAX_SEGMENTS = 1_000;

    /** Empty for a file of another format, and for one that ends before it has told. */
    static Optional<PictureHeader> of(ByteBuffer file) {
        var bytes = file.slice().order(ByteOrder.BIG_ENDIAN);
        if (bytes.remaining() < LONGEST_HEAD) {
            return Optional.empty();
        }
        if (bytes.getLong(0) == PNG && bytes.getInt(12) == IHDR) {
            return header(Kind.PNG, bytes.getInt(16), bytes.getInt(20));
        }
        if (bytes.getInt(0) == RIFF && bytes.getInt(8) == WEBP) {
            return webp(bytes);
        }
        return bytes.getShort(0) == (short) 0xffd8 ? jpeg(bytes) : Optional.empty();
    }

    private static Optional<PictureHeader> header(Kind kind, int width, int height) {
        return width > 0 && height > 0 ? Optional.of(new PictureHeader(kind, width, height)) : Optional.empty();
    }

    private static Optional<PictureHeader> webp(ByteBuffer bytes) {
        int kind = bytes.getInt(12);
        var little = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        return switch (kind) {
            case VP8 -> header(Kind.WEBP, little.getShort(26) & 0x3fff, little.getShort(28) & 0x3fff);
            case VP8L -> {
                int sides = little.getInt(21);
                yield header(Kind.WEBP, (sides & 0x3fff) + 1, (sides >> 14 & 0x3fff) + 1);
            }
            case VP8X -> header(Kind.WEBP, (little.getInt(24) & 0xffffff) + 1, (little.getInt(26) >>> 8) + 1);
            default -> Optional.empty();
        };
    }

    private static Optional<PictureHeader> jpeg(ByteBuffer bytes) {
        int at = 2;
        for (int segment = 0; segment < MAX_SEGMENTS && at + 9 <= bytes.limit(); segment++) {
            int marker = bytes.get(at + 1) & 0xff;
            if ((bytes.get(at) & 0xff) != 0xff) {
                return Optional.empty();
            }
            if (marker == 0xff) {
                at++;
            } else if (isStartOfFrame(marker)) {
                return header(Kind.JPEG, bytes.getShort(at + 7) & 0xffff, bytes.getShort(at + 5) & 0xffff);
            } else {
                at += 2 + (isAlone(marker) ? 0 : bytes.getShort(at + 2) & 0xffff);
            }
        }
        return Optional.empty();
    }

    private static boolean isStartOfFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /** Restart markers and the like have no length. */
    private static boolean isAlone(int marker) {
        return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    }

    long pixels() {
        return (long) width * height;
    }
}
