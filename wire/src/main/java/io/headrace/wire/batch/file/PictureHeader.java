package io.headrace.wire.batch.file;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Finds the size of a picture in its header. PNG, JPEG and GIF only: what existing orchestrators cannot count they do
 * not take (pipelines section 3.6).
 */
public final class PictureHeader {

    /** Of the beginning of a file; a JPEG's size stands behind its comments and previews. */
    public static final int BYTES_TO_READ = 262_144;

    private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int PNG_SIZE = 16;
    private static final int GIF_SIZE = 6;
    private static final int JPEG_START = 0xFFD8;
    private static final int GIF_START = 0x47494638;

    private PictureHeader() {}

    /**
     * @param beginning of the file; neither position nor limit is changed
     * @return empty when it is another format, or too little of it
     */
    public static Optional<PictureSize> read(ByteBuffer beginning) {
        var bytes = beginning.slice().order(ByteOrder.BIG_ENDIAN);
        try {
            if (bytes.remaining() >= Long.BYTES && bytes.getLong(0) == PNG_SIGNATURE) {
                return size(bytes.getInt(PNG_SIZE), bytes.getInt(PNG_SIZE + Integer.BYTES));
            }
            if (bytes.remaining() >= Integer.BYTES && bytes.getInt(0) == GIF_START) {
                var little = bytes.slice(GIF_SIZE, Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                return size(Short.toUnsignedInt(little.getShort()), Short.toUnsignedInt(little.getShort()));
            }
            if (bytes.remaining() >= Short.BYTES && Short.toUnsignedInt(bytes.getShort()) == JPEG_START) {
                return jpeg(bytes);
            }
            return Optional.empty();
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException brokenOff) {
            return Optional.empty();
        }
    }

    /** Goes from marker to marker until one that begins a frame, which has precision, height, width. */
    private static Optional<PictureSize> jpeg(ByteBuffer bytes) {
        while (true) {
            int marker = marker(bytes);
            if (marker < 0) {
                return Optional.empty();
            }
            if (hasNoLength(marker)) {
                continue;
            }
            int length = Short.toUnsignedInt(bytes.getShort());
            if (beginsFrame(marker)) {
                bytes.get();
                int height = Short.toUnsignedInt(bytes.getShort());
                return size(Short.toUnsignedInt(bytes.getShort()), height);
            }
            bytes.position(bytes.position() + length - Short.BYTES);
        }
    }

    /** Negative when none is there. Markers may be filled up with 0xFF before their number. */
    private static int marker(ByteBuffer bytes) {
        if (Byte.toUnsignedInt(bytes.get()) != 0xFF) {
            return -1;
        }
        int number = 0xFF;
        while (number == 0xFF) {
            number = Byte.toUnsignedInt(bytes.get());
        }
        return number;
    }

    private static boolean hasNoLength(int marker) {
        return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
    }

    /** SOF0 to SOF15, without the numbers among them that define tables. */
    private static boolean beginsFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static Optional<PictureSize> size(int width, int height) {
        return Optional.of(new PictureSize(width, height));
    }
}
