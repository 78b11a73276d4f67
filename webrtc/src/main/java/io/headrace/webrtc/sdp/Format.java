package io.headrace.webrtc.sdp;

import java.util.Locale;
import java.util.Optional;

/**
 * One way to code a stream, as an offer lists it (RFC 8866 sections 6.6 and 6.15).
 *
 * @param payloadType 0..127, by which packets name it
 * @param encoding name and clock rate as offered, for instance {@code H264/90000}
 * @param parameters of the {@code fmtp} line, as offered; empty when there was none
 */
public record Format(int payloadType, String encoding, String parameters) {

    boolean isCoded(String name) {
        return encoding.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + "/");
    }

    /** The value of one of the parameters, which semicolons part. */
    Optional<String> parameter(String name) {
        for (String each : parameters.split(";")) {
            String[] pair = each.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equalsIgnoreCase(name)) {
                return Optional.of(pair[1].strip().toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }
}
