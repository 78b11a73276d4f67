package io.headrace.rtmp;

/**
 * Where an RTMP server listens.
 *
 * @param host an address of this machine, or {@code 0.0.0.0}
 * @param port 0 lets the system choose; {@link RtmpServer#port} tells. Clients expect 1935
 */
public record RtmpConfig(String host, int port, RtmpLimits limits) {
    public RtmpConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Not a port: " + port);
        }
    }
}
