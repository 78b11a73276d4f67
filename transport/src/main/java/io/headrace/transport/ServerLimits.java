package io.headrace.transport;

import java.time.Duration;

/**
 * What a server takes from its peers.
 *
 * @param connections open at once; more wait unaccepted
 * @param requests under way at once; more are answered 503
 * @param headBytes of one request, all headers together
 * @param idle after which a connection without traffic is closed; a handler that computes meanwhile is not disturbed
 * @param untilFirstRequest a new connection must have sent a complete head by then
 * @param minimumRateBytesPerSecond at which a request's body must arrive on average, once {@code rateGrace} is over
 */
public record ServerLimits(
        int connections,
        int requests,
        int headBytes,
        Duration idle,
        Duration untilFirstRequest,
        int minimumRateBytesPerSecond,
        Duration rateGrace) {
    /**
     * A live payment of 600 tickets is a header of 57 kB; gateways keep connections for minutes; one kilobyte per
     * second is far below any video.
     */
    public static final ServerLimits DEFAULT = new ServerLimits(
            10_000, 5_000, 96 * 1024, Duration.ofMinutes(10), Duration.ofSeconds(10), 1_024, Duration.ofSeconds(10));

    public ServerLimits {
        if (connections <= 0 || requests <= 0 || headBytes < 1024 || minimumRateBytesPerSecond < 0) {
            throw new IllegalArgumentException("Limits of a server: " + connections + " connections, " + requests
                    + " requests, heads of " + headBytes + " bytes, " + minimumRateBytesPerSecond + " bytes/s");
        }
        for (var time : new Duration[] {idle, untilFirstRequest, rateGrace}) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("A server waits for a positive time, not " + time);
            }
        }
    }
}
