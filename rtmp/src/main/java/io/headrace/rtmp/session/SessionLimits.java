package io.headrace.rtmp.session;

import io.headrace.rtmp.codec.WireLimits;
import java.time.Duration;

/**
 * What one connection may take.
 *
 * @param handshake from the opening of the connection until its handshake is complete
 * @param untilPublish from then until it asks to publish
 * @param idle between two messages of a publisher
 * @param message from the first byte of a message to its last, when reading and when writing
 * @param patience with a publisher that does not take the units
 * @param farewell in which a client may read why it is sent away, and close
 * @param bufferedBytes of units that wait for the publisher
 */
public record SessionLimits(
        WireLimits wire,
        Duration handshake,
        Duration untilPublish,
        Duration idle,
        Duration message,
        Duration patience,
        Duration farewell,
        int bufferedBytes) {

    /** Eight megabytes are ten seconds of 6 Mb/s. */
    public static final SessionLimits DEFAULT = new SessionLimits(
            WireLimits.DEFAULT,
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            8 * 1024 * 1024);

    public SessionLimits {
        for (var time : new Duration[] {handshake, untilPublish, idle, message, patience, farewell}) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("An RTMP session waits for a positive time, not " + time);
            }
        }
        if (bufferedBytes < 1) {
            throw new IllegalArgumentException("An RTMP session buffers at least a byte, not " + bufferedBytes);
        }
    }
}
