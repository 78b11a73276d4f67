package io.headrace.tricklehttp;

import java.time.Duration;

/**
 * How long a publisher or subscriber waits, and how often it tries (protocol section 4).
 *
 * @param preconnect after which a subscriber gives up a request that nobody has answered, and makes it anew
 * @param segment the longest that a segment may take, from its preconnect to its last byte
 * @param silence after which a segment is given up that neither ends nor goes on; servers end it sooner, and tell a
 *     publisher that has nothing to say every ten seconds that they are there
 * @param answer to everything else
 * @param betweenTries after a failure
 * @param tries of one request, the first included
 */
public record ClientPatience(
        Duration preconnect, Duration segment, Duration silence, Duration answer, Duration betweenTries, int tries) {
    public static final ClientPatience DEFAULT = new ClientPatience(
            Duration.ofSeconds(20),
            Duration.ofHours(24),
            Duration.ofSeconds(90),
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            5);

    public ClientPatience {
        if (preconnect.compareTo(segment) > 0 || betweenTries.isNegative() || tries < 1) {
            throw new IllegalArgumentException("Preconnects of " + preconnect + ", segments of " + segment + ", "
                    + tries + " tries, " + betweenTries + " apart");
        }
    }
}
