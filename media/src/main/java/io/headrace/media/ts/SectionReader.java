package io.headrace.media.ts;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Puts the sections of one PID together and hands on those whose checksum is right. One begins behind the pointer of a
 * packet that starts a unit; a second one in the same packet is left for its next repetition.
 */
final class SectionReader {

    /** Longer ones are private data. */
    private static final int MAX_SECTION = 1024;

    private static final int LENGTH_MASK = 0xfff;

    private final byte[] section = new byte[MAX_SECTION];
    private int length;
    private boolean collecting;

    /**
     * @param begins whether a section begins in this payload
     * @return the section without its checksum, when this payload completes it
     */
    Optional<ByteBuffer> add(byte[] bytes, int from, int to, boolean begins) {
        int at = from;
        if (begins) {
            at = Math.min(to, from + 1 + (bytes[from] & 0xff));
            length = 0;
            collecting = true;
        }
        if (!collecting) {
            return Optional.empty();
        }
        int count = Math.min(to - at, MAX_SECTION - length);
        System.arraycopy(bytes, at, section, length, count);
        length += count;
        return complete();
    }

    void reset() {
        collecting = false;
    }

    private Optional<ByteBuffer> complete() {
        if (length < TsFormat.SECTION_HEADER) {
            return Optional.empty();
        }
        int whole = TsFormat.SECTION_HEADER + (ByteBuffer.wrap(section).getShort(1) & LENGTH_MASK);
        if (whole > length && whole <= MAX_SECTION) {
            return Optional.empty();
        }
        collecting = false;
        boolean right = whole <= MAX_SECTION && whole > TsFormat.CHECKSUM && Checksum.of(section, 0, whole) == 0;
        return right ? Optional.of(ByteBuffer.wrap(section, 0, whole - TsFormat.CHECKSUM)) : Optional.empty();
    }
}
