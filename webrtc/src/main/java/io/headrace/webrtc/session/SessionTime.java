package io.headrace.webrtc.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What sessions know of time. Any thread.
 *
 * @param wall the time of day, told to viewers
 * @param elapsed nanoseconds from an arbitrary origin, which never go backwards
 */
public record SessionTime(InstantSource wall, LongSupplier elapsed) {

    public Instant now() {
        return wall.instant();
    }

    public long nanos() {
        return elapsed.getAsLong();
    }
}
