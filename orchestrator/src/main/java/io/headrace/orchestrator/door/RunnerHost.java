package io.headrace.orchestrator.door;

import java.net.URI;

/**
 * The authority in the addresses of the channels that runners and applications are told, where they do not reach this node
 * under the address that gateways use.
 *
 * @param authority {@code host} or {@code host:port}
 */
public record RunnerHost(String authority) {

    public RunnerHost {
        if (!authority.matches("[^/@?#\\s]+")) {
            throw new IllegalArgumentException(
                    "For runners and applications a host, or host:port, without scheme and path: not " + authority);
        }
    }

    /** The same address, by way of this host. */
    public String in(String uri) {
        var whole = URI.create(uri);
        return whole.getScheme() + "://" + authority + whole.getRawPath();
    }
}
