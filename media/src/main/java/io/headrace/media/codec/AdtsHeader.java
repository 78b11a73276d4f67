package io.headrace.media.codec;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The header in front of each frame of AAC in a transport stream (ISO/IEC 14496-3 section 1.A.2.2).
 *
 * @param objectType kind of AAC from 1 to 4: 2 is low complexity
 * @param rateIndex of {@link #sampleRate}, from 0 to 12
 * @param channels the channel configuration from 0 to 7; 0: the frame itself says it
 * @param headerBytes 7, or 9 with a checksum
 * @param frameBytes of header and frame together, at most 8,191
 * @param blocks of 1,024 samples, from 1 to 4
 */
public record AdtsHeader(int objectType, int rateIndex, int channels, int headerBytes, int frameBytes, int blocks) {

    /** Bytes of a header without a checksum, as {@link #write} makes it. */
    public static final int BYTES = 7;

    public static final int MAX_FRAME_BYTES = (1 << 13) - 1;

    private static final int BYTES_WITH_CHECKSUM = 9;
    private static final int SAMPLES_PER_BLOCK = 1024;
    private static final int[] RATES = {
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350
    };

    public AdtsHeader {
        if (objectType < 1
                || objectType > 4
                || rateIndex < 0
                || rateIndex >= RATES.length
                || channels < 0
                || channels > 7
                || blocks < 1
                || blocks > 4
                || (headerBytes != BYTES && headerBytes != BYTES_WITH_CHECKSUM)
                || frameBytes < headerBytes
                || frameBytes > MAX_FRAME_BYTES) {
            throw new IllegalArgumentException("Not an ADTS header: object type " + objectType + ", rate index "
                    + rateIndex + ", " + channels + " channels, " + frameBytes + " bytes with a header of "
                    + headerBytes + ", " + blocks + " blocks");
        }
    }

    /**
     * A header without a checksum for one frame.
     *
     * @param rawBytes of the frame without header
     * @throws IllegalArgumentException if ADTS has no such frame
     */
    public static AdtsHeader of(int objectType, int rateIndex, int channels, int rawBytes) {
        return new AdtsHeader(objectType, rateIndex, channels, BYTES, Math.addExact(BYTES, rawBytes), 1);
    }

    /** Reads the header at the buffer's position, which stays; nothing if none stands there whole. */
    public static Optional<AdtsHeader> parse(ByteBuffer bytes) {
        if (bytes.remaining() < BYTES) {
            return Optional.empty();
        }
        int at = bytes.position();
        long header = bytes.get(at) & 0xffL;
        for (int i = 1; i < BYTES; i++) {
            header = header << 8 | (bytes.get(at + i) & 0xff);
        }
        int headerBytes = field(header, 40, 1) == 1 ? BYTES : BYTES_WITH_CHECKSUM;
        int frameBytes = field(header, 13, 13);
        int rateIndex = field(header, 34, 4);
        if (field(header, 44, 12) != 0xfff
                || field(header, 41, 2) != 0
                || rateIndex >= RATES.length
                || frameBytes < headerBytes) {
            return Optional.empty();
        }
        return Optional.of(new AdtsHeader(
                field(header, 38, 2) + 1,
                rateIndex,
                field(header, 30, 3),
                headerBytes,
                frameBytes,
                field(header, 0, 2) + 1));
    }

    /** The index of a rate in hertz, if ADTS has it. */
    public static Optional<Integer> rateIndexOf(int sampleRate) {
        for (int index = 0; index < RATES.length; index++) {
            if (RATES[index] == sampleRate) {
                return Optional.of(index);
            }
        }
        return Optional.empty();
    }

    /** Samples per second of one channel, as coded. */
    public int sampleRate() {
        return RATES[rateIndex];
    }

    /** How long the frame is, in samples of one channel. */
    public int samples() {
        return blocks * SAMPLES_PER_BLOCK;
    }

    /** The header's bytes, to stand in front of the frame. Always without a checksum. */
    public byte[] write() {
        int bytes = frameBytes - headerBytes + BYTES;
        long header = 0xfffL << 44
                | 1L << 40
                | (objectType - 1L) << 38
                | (long) rateIndex << 34
                | (long) channels << 30
                | (long) bytes << 13
                | 0x7ffL << 2
                | blocks - 1;
        byte[] written = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            written[i] = (byte) (header >> (8 * (BYTES - 1 - i)));
        }
        return written;
    }

    private static int field(long header, int shift, int width) {
        return (int) (header >> shift & (1 << width) - 1);
    }
}
