package io.headrace.sdk.serve;

import java.time.Duration;

/**
 * What a server takes from its clients.
 *
 * @param atOnce runs; more are answered 503
 * @param bodyBytes of one request; more is answered 413
 * @param deadline of one run; after it the answer is 504. A client's header {@code timeout_seconds} may shorten it
 * @param beat how long a client that takes events hears nothing at most; then it gets a comment, by which both sides see
 *     that the other is there
 */
public record RunLimits(int atOnce, int bodyBytes, Duration deadline, Duration beat) {
    public static final RunLimits DEFAULT = new RunLimits(1, 8 << 20, Duration.ofSeconds(60), Duration.ofSeconds(5));

    public RunLimits {
        if (atOnce < 1 || bodyBytes < 1 || !deadline.isPositive() || !beat.isPositive()) {
            throw new IllegalArgumentException("Limits of runs: " + atOnce + " at once, bodies of " + bodyBytes
                    + " bytes, within " + deadline + ", beats every " + beat);
        }
    }
}
