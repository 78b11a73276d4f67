package io.headrace.webrtc.sdp;

import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One way to code a stream, as an offer lists it (RFC 8866 sections 6.6 and 6.15).
 *
 * @param payloadType 0..127, by which packets name it
 * @param encoding name and clock rate as offered, for instance {@code H264/90000}
 * @param parameters of the {@code fmtp} line, as offered; empty when there was none
 */
public record Format(int payloadType, String encoding, String parameters) {

    /** What pictures can be agreed on, the best first. */
    static final List<VideoCodec> AGREED = List.of(VideoCodec.H264, VideoCodec.VP8);

    boolean isCoded(String name) {
        return encoding.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + "/");
    }

    /**
     * What pictures are coded in.
     *
     * @throws IllegalStateException for a codec that is never agreed on
     */
    public VideoCodec codec() {
        return AGREED.stream()
                .filter(codec -> isCoded(codec.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody agrees on " + encoding));
    }

    /** NAL units of H.264, without start codes, that the offer gives beforehand (RFC 6184 section 8.1); mostly none. */
    public List<ByteBuffer> parameterSets() {
        var units = new ArrayList<ByteBuffer>();
        for (String coded : value("sprop-parameter-sets").orElse("").split(",")) {
            try {
                units.add(ByteBuffer.wrap(Base64.getDecoder().decode(coded)));
            } catch (IllegalArgumentException notBase64) {
                return List.of();
            }
        }
        return units;
    }

    /** The profile of H.264 that it names (RFC 6184 section 8.1), as {@code profile_idc}. */
    OptionalInt profile() {
        return value("profile-level-id")
                .filter(id -> id.matches("[0-9A-Fa-f]{6}"))
                .map(id -> OptionalInt.of(Integer.parseInt(id.substring(0, 2), 16)))
                .orElseGet(OptionalInt::empty);
    }

    /** The value of one of the parameters, in lower case. */
    Optional<String> parameter(String name) {
        return value(name).map(value -> value.toLowerCase(Locale.ROOT));
    }

    /** The value of one of the parameters, which semicolons part. */
    private Optional<String> value(String name) {
        for (String each : parameters.split(";")) {
            String[] pair = each.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equalsIgnoreCase(name)) {
                return Optional.of(pair[1].strip());
            }
        }
        return Optional.empty();
    }
}
