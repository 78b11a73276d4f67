package io.headrace.rtmp.flv;

import io.headrace.media.VideoCodec;
import io.headrace.rtmp.codec.ProtocolViolation;
import java.nio.ByteBuffer;

/**
 * The body of a video message (FLV 10.1, section E.4.3; enhanced RTMP v1).
 *
 * <pre>
 * old:      frame type (4 bits), codec id (4 bits), packet type, composition time (3, signed, ms), data
 * enhanced: 1 (1 bit), frame type (3 bits), packet type (4 bits), FourCC (4),
 *           composition time (3, only in CodedFrames), data
 * </pre>
 */
sealed interface VideoTag {
    /** A sequence header. */
    record Configuration(DecoderConfig config) implements VideoTag {}

    /**
     * One picture.
     *
     * @param compositionMs how much later than it is decoded it is shown
     * @param units with lengths in front
     */
    record Frame(VideoCodec codec, boolean keyframe, int compositionMs, ByteBuffer units) implements VideoTag {}

    /** What a receiver may pass over: the end of a sequence, colour information, commands of players. */
    record Nothing() implements VideoTag {}

    /** @throws java.nio.BufferUnderflowException when it ends too early */
    static VideoTag parse(ByteBuffer body) throws ProtocolViolation {
        if (!body.hasRemaining()) {
            return new Nothing();
        }
        int first = Byte.toUnsignedInt(body.get());
        return (first & 0x80) != 0
                ? enhanced((first >> 4) & 0x07, first & 0x0f, body)
                : old(first >> 4, first & 0x0f, body);
    }

    private static VideoTag old(int frameType, int codecId, ByteBuffer body) throws ProtocolViolation {
        if (frameType == FrameTypes.COMMAND) {
            return new Nothing();
        }
        if (codecId != 7) {
            throw Codecs.videoNotTaken(codecId);
        }
        int packetType = body.get();
        int compositionMs = signedThreeBytes(body);
        return switch (packetType) {
            case 0 -> new Configuration(DecoderConfig.parse(VideoCodec.H264, body));
            case 1 -> new Frame(VideoCodec.H264, frameType == FrameTypes.KEY, compositionMs, body);
            default -> new Nothing();
        };
    }

    private static VideoTag enhanced(int frameType, int packetType, ByteBuffer body) throws ProtocolViolation {
        if (packetType > 5) {
            throw new ProtocolViolation(
                    "Video packets of type " + packetType + " (several tracks, extended headers) are not taken");
        }
        var codec = Codecs.video(FourCc.read(body));
        boolean keyframe = frameType == FrameTypes.KEY;
        return switch (packetType) {
            case 0 -> new Configuration(DecoderConfig.parse(codec, body));
            case 1 -> new Frame(codec, keyframe, signedThreeBytes(body), body);
            case 3 -> new Frame(codec, keyframe, 0, body);
            default -> new Nothing();
        };
    }

    private static int signedThreeBytes(ByteBuffer body) {
        return (body.get() << 16) | Short.toUnsignedInt(body.getShort());
    }
}
