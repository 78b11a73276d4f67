package io.headrace.rtmp;

import io.headrace.rtmp.session.SessionLimits;

/**
 * What a server takes from the world.
 *
 * @param connections open at once; more are closed as soon as they are accepted
 * @param connectionsPerAddress of one client; an IPv6 client is its network of 64 bits
 * @param session what each of them may take
 */
public record RtmpLimits(int connections, int connectionsPerAddress, SessionLimits session) {

    public static final RtmpLimits DEFAULT = new RtmpLimits(1_000, 50, SessionLimits.DEFAULT);

    public RtmpLimits {
        if (connections < 1 || connectionsPerAddress < 1) {
            throw new IllegalArgumentException("An RTMP server takes at least one connection, not " + connections
                    + " and " + connectionsPerAddress + " per address");
        }
    }
}
