package io.headrace.admin;

import java.util.Set;

/**
 * Where the admin API listens, and who may change something.
 *
 * @param host a loopback address: whoever is on this machine may read everything
 * @param port 0 lets the system choose; {@link AdminServer#port} tells
 */
public record AdminConfig(String host, int port, AdminToken token) {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

    public AdminConfig {
        if (!LOOPBACK.contains(host)) {
            throw new IllegalArgumentException("The admin API listens on loopback (%s), not on %s"
                    .formatted(String.join(", ", LOOPBACK.stream().sorted().toList()), host));
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Not a port: " + port);
        }
    }

    public static AdminConfig local(int port, AdminToken token) {
        return new AdminConfig("127.0.0.1", port, token);
    }
}
