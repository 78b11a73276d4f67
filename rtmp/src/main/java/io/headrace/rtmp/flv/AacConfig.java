package io.headrace.rtmp.flv;

import io.headrace.media.MediaBytes;
import io.headrace.rtmp.codec.ProtocolViolation;
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
record AacConfig(int objectType, int frequencyIndex, int channels) {
    private static final int ADTS_BYTES = 7;
    private static final int LONGEST_FRAME_BYTES = (1 << 13) - 1;
    private static final int LAST_FREQUENCY_INDEX = 12;

    AacConfig {
        if (objectType < 1 || objectType > 4 || frequencyIndex > LAST_FREQUENCY_INDEX || channels < 1 || channels > 7) {
            throw new IllegalArgumentException("No ADTS header can say this: object type " + objectType
                    + ", frequency index " + frequencyIndex + ", channel configuration " + channels);
        }
    }

    static AacConfig parse(ByteBuffer body) throws ProtocolViolation {
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
        try {
            return new AacConfig(objectType, frequencyIndex, channels);
        } catch (IllegalArgumentException unfit) {
            throw new ProtocolViolation(
                    "AAC of this kind is not taken; send AAC-LC with 1 to 6 or 8 channels. " + unfit.getMessage(),
                    unfit);
        }
    }

    private static int objectType(Bits bits) {
        int type = bits.take(5);
        return type == 31 ? 32 + bits.take(6) : type;
    }

    /** The frame with an ADTS header (ISO/IEC 14496-3, section 1.A.2.2) without checksum. */
    MediaBytes withAdtsHeader(ByteBuffer raw) throws ProtocolViolation {
        int length = ADTS_BYTES + raw.remaining();
        if (length > LONGEST_FRAME_BYTES) {
            throw new ProtocolViolation("A frame of AAC has " + raw.remaining() + " bytes; at most "
                    + (LONGEST_FRAME_BYTES - ADTS_BYTES) + " are taken");
        }
        var frame = new byte[length];
        frame[0] = (byte) 0xff;
        frame[1] = (byte) 0xf1;
        frame[2] = (byte) (((objectType - 1) << 6) | (frequencyIndex << 2) | (channels >> 2));
        frame[3] = (byte) ((channels << 6) | (length >> 11));
        frame[4] = (byte) (length >> 3);
        frame[5] = (byte) ((length << 5) | 0x1f);
        frame[6] = (byte) 0xfc;
        raw.duplicate().get(frame, ADTS_BYTES, raw.remaining());
        return MediaBytes.owning(frame);
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
