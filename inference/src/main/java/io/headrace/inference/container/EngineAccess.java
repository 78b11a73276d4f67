package io.headrace.inference.container;

import java.net.URI;
import java.time.Duration;

/**
 * Which container engine is asked, and in whose name.
 *
 * @param host as in {@code DOCKER_HOST}: {@code unix:///var/run/docker.sock} or {@code tcp://127.0.0.1:2375}, without TLS
 * @param creator tells our containers from those of other workers at the same engine: 1 to 128 of letters, digits,
 *     '.', ':', '_' and '-'. Two workers at work at once never have the same one, and a worker that was started again
 *     has that of its earlier life
 * @param connect within which the engine takes a connection
 * @param answer within which it answers
 * @param grace for a container that was asked to end, before it is killed
 */
public record EngineAccess(URI host, String creator, Duration connect, Duration answer, Duration grace) {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(8);

    public EngineAccess {
        boolean local = "unix".equals(host.getScheme()) && host.getPath() != null;
        boolean distant = "tcp".equals(host.getScheme()) && host.getHost() != null && host.getPort() > 0;
        if (!local && !distant) {
            throw new IllegalArgumentException(
                    "A container engine is at unix:///PATH or tcp://HOST:PORT, not at " + host);
        }
        if (!creator.matches("[A-Za-z0-9._:-]{1,128}")) {
            throw new IllegalArgumentException(
                    "The creator of containers is named by 1 to 128 letters, digits, '.', ':',"
                            + " '_' and '-', not by \"" + creator + "\"");
        }
        if (!connect.isPositive() || grace.isNegative() || answer.compareTo(grace) <= 0) {
            throw new IllegalArgumentException("A container engine connects within " + connect + " and answers within "
                    + answer + ", which must be longer than the grace of " + grace);
        }
    }

    /** Connects within 5 s, answers within 30 s; containers have 8 s to end. */
    public static EngineAccess of(URI host, String creator) {
        return new EngineAccess(host, creator, CONNECT, ANSWER, GRACE);
    }
}
