package io.headrace.rtmp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Counts the open connections, and those of each client. Safe for threads. */
final class ConnectionCounts {
    private static final int IPV6_NETWORK_BYTES = 8;

    private final RtmpLimits limits;
    private final Map<ByteBuffer, Integer> ofClients = new HashMap<>();
    private int all;

    ConnectionCounts(RtmpLimits limits) {
        this.limits = limits;
    }

    /** Takes a place for one more connection; false when there is none. */
    synchronized boolean enter(InetAddress address) {
        var client = client(address);
        int open = ofClients.getOrDefault(client, 0);
        if (all >= limits.connections() || open >= limits.connectionsPerAddress()) {
            return false;
        }
        ofClients.put(client, open + 1);
        all++;
        return true;
    }

    synchronized void leave(InetAddress address) {
        ofClients.computeIfPresent(client(address), (_, open) -> open == 1 ? null : open - 1);
        all--;
    }

    synchronized int all() {
        return all;
    }

    private static ByteBuffer client(InetAddress address) {
        var bytes = address.getAddress();
        return ByteBuffer.wrap(address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
    }
}
