package io.headrace.rtmp.flv;

import io.headrace.media.MediaBytes;
import io.headrace.media.VideoCodec;
import io.headrace.rtmp.codec.ProtocolViolation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** NAL units: apart in a list, with their lengths in front as in FLV and MP4, or with start codes (Annex B). */
final class NalUnits {
    private static final byte[] START_CODE = {0, 0, 0, 1};

    private NalUnits() {}

    /**
     * The units of a picture; empty ones are left out.
     *
     * @param lengthBytes of the number in front of each unit, 1 to 4
     */
    static List<ByteBuffer> split(ByteBuffer body, int lengthBytes) throws ProtocolViolation {
        List<ByteBuffer> units = new ArrayList<>();
        while (body.hasRemaining()) {
            int length = 0;
            for (int i = 0; i < lengthBytes; i++) {
                length = (length << 8) | Byte.toUnsignedInt(body.get());
            }
            var unit = piece(body, length);
            if (length > 0) {
                units.add(unit);
            }
        }
        return units;
    }

    /** The next so many bytes; the position moves behind them. */
    static ByteBuffer piece(ByteBuffer body, int length) throws ProtocolViolation {
        if (length < 0 || length > body.remaining()) {
            throw new ProtocolViolation("A NAL unit of " + Integer.toUnsignedString(length)
                    + " bytes is announced where " + body.remaining() + " are left");
        }
        var unit = body.slice(body.position(), length);
        body.position(body.position() + length);
        return unit;
    }

    static MediaBytes annexB(List<ByteBuffer> units) {
        int length = units.stream()
                .mapToInt(unit -> START_CODE.length + unit.remaining())
                .sum();
        var bytes = new byte[length];
        var out = ByteBuffer.wrap(bytes);
        units.forEach(unit -> out.put(START_CODE).put(unit.duplicate()));
        return MediaBytes.owning(bytes);
    }

    /** Sequence parameter set: without it no picture can be read. */
    static boolean isSequenceParameterSet(VideoCodec codec, ByteBuffer unit) {
        return type(codec, unit) == (codec == VideoCodec.HEVC ? 33 : 7);
    }

    /** Access unit delimiter: where there is one, nothing may stand in front of it. */
    static boolean isDelimiter(VideoCodec codec, ByteBuffer unit) {
        return type(codec, unit) == (codec == VideoCodec.HEVC ? 35 : 9);
    }

    private static int type(VideoCodec codec, ByteBuffer unit) {
        int first = unit.get(unit.position());
        return codec == VideoCodec.HEVC ? (first >> 1) & 0x3f : first & 0x1f;
    }
}
