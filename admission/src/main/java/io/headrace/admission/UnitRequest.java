package io.headrace.admission;

import io.headrace.crypto.EthAddress;
import io.headrace.media.ManifestId;
import io.headrace.media.SourceSegment;
import java.time.Duration;

/**
 * What a gateway asks a place for, before its payment and its media have been looked at.
 *
 * @param sender who will pay; {@link EthAddress#ZERO} off chain
 * @param seq the gateway's number of the segment
 * @param duration what the segment is said to last, at most 5 minutes
 */
public record UnitRequest(UnitId unit, EthAddress sender, ManifestId stream, long seq, Duration duration) {

    public UnitRequest {
        if (duration.isNegative() || duration.compareTo(SourceSegment.MAX_DURATION) > 0) {
            throw new IllegalArgumentException("A segment lasts 0 to 300 s, not " + duration);
        }
    }

    public SessionId session() {
        return unit.session();
    }
}
