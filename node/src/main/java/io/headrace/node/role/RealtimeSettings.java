package io.headrace.node.role;

import io.headrace.gateway.realtime.RealtimeDesk;
import io.headrace.gateway.realtime.order.RealtimeConfig;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an operator decides about real-time streams.
 *
 * @param port of UDP, for all publishers and viewers; 0 lets the system choose
 * @param announced the addresses that clients are told; with none, only clients on this machine reach the port
 * @param config what streams get when nobody says otherwise
 */
public record RealtimeSettings(int port, List<InetAddress> announced, RealtimeConfig config) {

    public static final int USUAL_PORT = 8189;

    public RealtimeSettings {
        announced = List.copyOf(announced);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The UDP port of WebRTC is from 0 to 65535, not " + port);
        }
    }

    /** On whichever port is free, for clients on this machine. */
    public static RealtimeSettings any() {
        return new RealtimeSettings(0, List.of(), RealtimeConfig.DEFAULT);
    }

    /** Where publishers offer, with {@code {stream}} for the stream's name. */
    public static String whip(URI gateway) {
        return gateway + RealtimeDesk.BASE + "/{stream}/whip";
    }

    /** Where the port is opened: on all interfaces as soon as others are told to come. */
    String host() {
        if (announced.isEmpty()) {
            return "127.0.0.1";
        }
        return announced.stream().anyMatch(Inet6Address.class::isInstance) ? "::" : "0.0.0.0";
    }

    /** The same as words of a command line. */
    List<String> words() {
        var words = new ArrayList<>(List.of("--webrtc-port", "" + port));
        announced.forEach(address -> words.addAll(List.of("--nat-ip", address.getHostAddress())));
        words.addAll(List.of("--standby", config.standby().name().toLowerCase(Locale.ROOT)));
        if (!config.model().isEmpty()) {
            words.addAll(List.of("--live-pipeline", config.model()));
        }
        return words;
    }
}
