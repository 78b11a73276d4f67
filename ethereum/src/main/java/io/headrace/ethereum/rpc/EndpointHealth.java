package io.headrace.ethereum.rpc;

import java.time.Duration;

/**
 * What is known of an endpoint. Immutable; times are those of one monotonic ticker.
 *
 * <pre>
 *   UNVERIFIED → VERIFIED   its chain id is ours
 *   VERIFIED → UNVERIFIED   it failed: whatever answers there next is asked for its chain id again
 *   UNVERIFIED → REFUSED    it follows another chain; it is never asked again
 * </pre>
 *
 * @param failures in a row
 * @param restUntilNanos before which it is asked only when nobody else is left; meaningless without failures
 * @param head the highest block that it told of; -1 for none
 * @param lastFault why it failed last; empty for never
 */
record EndpointHealth(Standing standing, int failures, long restUntilNanos, long head, String lastFault) {

    enum Standing {
        UNVERIFIED,
        VERIFIED,
        REFUSED
    }

    static final EndpointHealth UNKNOWN = new EndpointHealth(Standing.UNVERIFIED, 0, 0, -1, "");

    private static final int MAX_DOUBLINGS = 16;

    EndpointHealth verified() {
        return new EndpointHealth(Standing.VERIFIED, failures, restUntilNanos, head, lastFault);
    }

    EndpointHealth refused(String why) {
        return new EndpointHealth(Standing.REFUSED, failures + 1, restUntilNanos, head, why);
    }

    EndpointHealth answered() {
        return failures == 0 ? this : new EndpointHealth(standing, 0, 0, head, "");
    }

    /** A head may go back as well: blocks are taken back. */
    EndpointHealth atHead(long block) {
        return new EndpointHealth(standing, failures, restUntilNanos, block, lastFault);
    }

    /** Each failure in a row doubles the rest. */
    EndpointHealth failed(String what, long nowNanos, Duration firstRest, Duration longestRest) {
        long doubled = firstRest.toNanos() << Math.min(failures, MAX_DOUBLINGS);
        long rest = Math.min(doubled, longestRest.toNanos());
        return new EndpointHealth(
                standing == Standing.REFUSED ? standing : Standing.UNVERIFIED,
                failures + 1,
                nowNanos + rest,
                head,
                what);
    }

    boolean rests(long nowNanos) {
        return failures > 0 && restUntilNanos - nowNanos > 0;
    }
}
