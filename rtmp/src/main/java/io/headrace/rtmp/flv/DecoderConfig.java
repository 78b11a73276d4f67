package io.headrace.rtmp.flv;

import io.headrace.media.VideoCodec;
import io.headrace.rtmp.codec.ProtocolViolation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a decoder must know before the first picture: the decoder configuration record of AVC (ISO/IEC 14496-15,
 * section 5.3.3) or HEVC (section 8.3.3).
 *
 * <pre>
 * AVC:   version, profile, compatibility, level, 6 bits and length size - 1 (2 bits),
 *        3 bits and count of SPS (5 bits), each: length (2) and SPS; count of PPS, each: length (2) and PPS
 * HEVC:  version, 20 bytes, 6 bits and length size - 1 (2 bits),
 *        count of arrays, each: 2 bits and type (6 bits), count (2), each: length (2) and unit
 * </pre>
 *
 * @param lengthBytes of the number in front of each NAL unit of a picture
 * @param parameterSets in the order in which they are sent
 */
record DecoderConfig(VideoCodec codec, int lengthBytes, List<ByteBuffer> parameterSets) {
    /** They are put in front of each keyframe; a stranger must not make much of little. */
    private static final int LONGEST_RECORD_BYTES = 64 * 1024;

    private static final int HEVC_FIRST_PARAMETER_SET = 32;
    private static final int HEVC_LAST_PARAMETER_SET = 34;

    DecoderConfig {
        parameterSets = List.copyOf(parameterSets);
    }

    static DecoderConfig parse(VideoCodec codec, ByteBuffer body) throws ProtocolViolation {
        if (body.remaining() > LONGEST_RECORD_BYTES) {
            throw new ProtocolViolation("A decoder configuration has " + body.remaining() + " bytes; at most "
                    + LONGEST_RECORD_BYTES + " are taken");
        }
        var config = codec == VideoCodec.HEVC ? hevc(body) : avc(body);
        if (config.parameterSets.stream().noneMatch(unit -> NalUnits.isSequenceParameterSet(codec, unit))) {
            throw new ProtocolViolation("A decoder configuration of " + codec + " has no sequence parameter set");
        }
        return config;
    }

    private static DecoderConfig avc(ByteBuffer body) throws ProtocolViolation {
        body.getInt();
        int lengthBytes = 1 + (body.get() & 0x03);
        List<ByteBuffer> sets = new ArrayList<>();
        addUnits(sets, body, body.get() & 0x1f);
        addUnits(sets, body, Byte.toUnsignedInt(body.get()));
        return new DecoderConfig(VideoCodec.H264, lengthBytes, sets);
    }

    private static DecoderConfig hevc(ByteBuffer body) throws ProtocolViolation {
        NalUnits.piece(body, 21);
        int lengthBytes = 1 + (body.get() & 0x03);
        List<ByteBuffer> sets = new ArrayList<>();
        for (int arrays = Byte.toUnsignedInt(body.get()); arrays > 0; arrays--) {
            int type = body.get() & 0x3f;
            List<ByteBuffer> units = new ArrayList<>();
            addUnits(units, body, Short.toUnsignedInt(body.getShort()));
            if (type >= HEVC_FIRST_PARAMETER_SET && type <= HEVC_LAST_PARAMETER_SET) {
                sets.addAll(units);
            }
        }
        return new DecoderConfig(VideoCodec.HEVC, lengthBytes, sets);
    }

    private static void addUnits(List<ByteBuffer> units, ByteBuffer body, int count) throws ProtocolViolation {
        for (int i = 0; i < count; i++) {
            var unit = NalUnits.piece(body, Short.toUnsignedInt(body.getShort()));
            if (unit.hasRemaining()) {
                units.add(unit);
            }
        }
    }

    /** A keyframe with the parameter sets in front, unless it brings its own; a delimiter stays first. */
    List<ByteBuffer> inFrontOf(List<ByteBuffer> keyframe) {
        if (keyframe.stream().anyMatch(unit -> NalUnits.isSequenceParameterSet(codec, unit))) {
            return keyframe;
        }
        int delimiters = !keyframe.isEmpty() && NalUnits.isDelimiter(codec, keyframe.getFirst()) ? 1 : 0;
        List<ByteBuffer> all = new ArrayList<>(keyframe);
        all.addAll(delimiters, parameterSets);
        return all;
    }
}
