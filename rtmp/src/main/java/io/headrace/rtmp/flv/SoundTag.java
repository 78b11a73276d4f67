package io.headrace.rtmp.flv;

import io.headrace.media.codec.AacConfig;
import io.headrace.rtmp.codec.ProtocolViolation;
import java.nio.ByteBuffer;

/**
 * The body of an audio message (FLV 10.1, section E.4.2; enhanced RTMP v2).
 *
 * <pre>
 * old:      format (4 bits), rate, size, channels (4 bits, without meaning for AAC), packet type, data
 * enhanced: 9 (4 bits), packet type (4 bits), FourCC (4), data
 * </pre>
 */
sealed interface SoundTag {
    /** A sequence header. */
    record Configuration(AacConfig config) implements SoundTag {}

    /** One frame of AAC without any header. */
    record Frame(ByteBuffer raw) implements SoundTag {}

    record Nothing() implements SoundTag {}

    /** @throws java.nio.BufferUnderflowException when it ends too early */
    static SoundTag parse(ByteBuffer body) throws ProtocolViolation {
        if (!body.hasRemaining()) {
            return new Nothing();
        }
        int first = Byte.toUnsignedInt(body.get());
        return switch (first >> 4) {
            case 9 -> enhanced(first & 0x0f, body);
            case 10 -> packet(body.get(), body);
            default -> throw Codecs.soundNotTaken(first >> 4);
        };
    }

    private static SoundTag enhanced(int packetType, ByteBuffer body) throws ProtocolViolation {
        if (packetType > 4) {
            throw new ProtocolViolation(
                    "Audio packets of type " + packetType + " (several tracks, extended headers) are not taken");
        }
        var fourCc = FourCc.read(body);
        if (!fourCc.equals("mp4a")) {
            throw Codecs.soundNotTaken(fourCc);
        }
        return packet(packetType, body);
    }

    private static SoundTag packet(int packetType, ByteBuffer body) throws ProtocolViolation {
        return switch (packetType) {
            case 0 -> new Configuration(configuration(body));
            case 1 -> body.hasRemaining() ? new Frame(body) : new Nothing();
            default -> new Nothing();
        };
    }

    private static AacConfig configuration(ByteBuffer body) throws ProtocolViolation {
        try {
            return AacConfig.parse(body);
        } catch (IllegalArgumentException unfit) {
            throw new ProtocolViolation(
                    "AAC of this kind is not taken; send AAC-LC with 1 to 6 or 8 channels. " + unfit.getMessage(),
                    unfit);
        }
    }
}
