package io.headrace.media.codec;

import io.headrace.media.MediaBytes;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * What an AudioSpecificConfig says (ISO/IEC 14496-3, section 1.6.2.1), as far as an ADTS header can say it again. Of
 * HE-AAC that is the core; decoders find the rest in the frames.
 *
 * <pre>
 * object type (5 bits; 31: 32 + 6 more), frequency index (4 bits; 15: 24 bits follow), channels (4 bits)
 * object type 5 or 29: frequency of the extension (as above), object type of the core
 * </pre>
 *
 * @param objectType 1 to 4
 * @param frequencyIndex 0 (96 kHz) to 12 (7.35 kHz)
 * @param channels 1 to 7, where 7 stands for eight
 */
public record AacConfig(int objectType, int frequencyIndex, int channels) {

    /** Of one frame without its header. */
    public static final int MAX_RAW_BYTES = AdtsHeader.MAX_FRAME_BYTES - AdtsHeader.BYTES;

    private static final int LAST_FREQUENCY_INDEX = 12;

    public AacConfig {
        if (objectType < 1 || objectType > 4 || frequencyIndex > LAST_FREQUENCY_INDEX || channels < 1 || channels > 7) {
            throw new IllegalArgumentException("No ADTS header can say this: object type " + objectType
                    + ", frequency index " + frequencyIndex + ", channel configuration " + channels);
        }
    }

    /** The configuration of which a frame's header speaks. */
    public static AacConfig of(AdtsHeader header) {
        return new AacConfig(header.objectType(), header.rateIndex(), header.channels());
    }

    /**
     * @throws BufferUnderflowException when it ends too early
     * @throws IllegalArgumentException when no ADTS header can say it
     */
    public static AacConfig parse(ByteBuffer body) {
        var bits = new Bits(body);
        int objectType = objectType(bits);
        int frequencyIndex = bits.take(4);
        int channels = bits.take(4);
        if (objectType == 5 || objectType == 29) {
            if (bits.take(4) == 15) {
                bits.take(24);
            }
            objectType = objectType(bits);
        }
        return new AacConfig(objectType, frequencyIndex, channels);
    }

    private static int objectType(Bits bits) {
        int type = bits.take(5);
        return type == 31 ? 32 + bits.take(6) : type;
    }

    /** The same as an AudioSpecificConfig of two bytes. */
    public byte[] bytes() {
        int bits = objectType << 11 | frequencyIndex << 7 | channels << 3;
        return new byte[] {(byte) (bits >> 8), (byte) bits};
    }

    /**
     * The frame with an ADTS header (ISO/IEC 14496-3, section 1.A.2.2) without checksum.
     *
     * @throws IllegalArgumentException for one of more than {@link #MAX_RAW_BYTES}
     */
    public MediaBytes withAdtsHeader(ByteBuffer raw) {
        var header = AdtsHeader.of(objectType, frequencyIndex, channels, raw.remaining());
        var frame = ByteBuffer.allocate(header.frameBytes());
        frame.put(header.write()).put(raw.duplicate());
        return MediaBytes.owning(frame.array());
    }

    /** Reads bits from the most significant one on. */
    private static final class Bits {
        private final ByteBuffer bytes;
        private int current;
        private int left;

        Bits(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        int take(int count) {
            int value = 0;
            for (int i = 0; i < count; i++) {
                if (left == 0) {
                    current = bytes.get();
                    left = Byte.SIZE;
                }
                left--;
                value = (value << 1) | ((current >> left) & 1);
            }
            return value;
        }
    }
}
