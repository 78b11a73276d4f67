package io.headrace.webrtc;

import java.net.InetAddress;
import java.util.List;

/**
 * Where a WebRTC server is reached.
 *
 * @param host an address of this machine, or {@code 0.0.0.0} or {@code ::} for all
 * @param port of UDP, one for all peers; 0 lets the system choose, {@link WebRtcServer#port} tells
 * @param announced the addresses that clients are told, IPv4 or IPv6, best first; when empty, {@code host}, or all of
 *     this machine's. Behind NAT its outer address stands here
 */
public record WebRtcConfig(String host, int port, List<InetAddress> announced, WebRtcLimits limits) {

    public WebRtcConfig {
        announced = List.copyOf(announced);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Not a port: " + port);
        }
    }
}
