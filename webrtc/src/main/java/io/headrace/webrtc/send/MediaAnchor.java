package io.headrace.webrtc.send;

import io.headrace.media.MediaTime;
import java.time.Instant;

/**
 * Which moment of the day belongs to which moment of the stream, so that a viewer plays sound and pictures together
 * (RFC 3550 section 6.4.1).
 *
 * @param wall when the stream's first unit was there
 * @param nanos the same on the monotonic clock
 */
record MediaAnchor(MediaTime media, Instant wall, long nanos) {

    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

    /** Where the stream is at that time. */
    MediaTime media(long nowNanos) {
        return new MediaTime(media.ticks() + (nowNanos - nanos) / 1_000 * MediaTime.TICKS_PER_SECOND / 1_000_000);
    }

    /** The time of day in the form of NTP: seconds since 1900, and fractions, 32 bits each. */
    long ntp(long nowNanos) {
        var now = wall.plusNanos(nowNanos - nanos);
        return ((now.getEpochSecond() + SECONDS_1900_TO_1970) << 32) | (((long) now.getNano() << 32) / 1_000_000_000L);
    }
}
