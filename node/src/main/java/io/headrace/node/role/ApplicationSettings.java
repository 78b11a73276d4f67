package io.headrace.node.role;

import io.headrace.gateway.realtime.auth.LiveWebhook;
import io.headrace.transport.Headers;
import io.headrace.transport.address.AddressRange;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an operator says of the application whose live streams these are.
 *
 * @param webhook decides who publishes, in place of keys
 * @param heartbeat is told which streams run
 * @param heartbeatHeaders that it wants to see
 * @param pullFrom where streams may be fetched from
 */
public record ApplicationSettings(
        Optional<LiveWebhook> webhook,
        Optional<URI> heartbeat,
        Map<String, String> heartbeatHeaders,
        List<AddressRange> pullFrom) {

    /** No application: keys decide, and streams are fetched from this machine alone. */
    public static final ApplicationSettings NONE =
            new ApplicationSettings(Optional.empty(), Optional.empty(), Map.of(), AddressRange.LOOPBACK);

    public ApplicationSettings {
        heartbeatHeaders = Map.copyOf(heartbeatHeaders);
        pullFrom = List.copyOf(pullFrom);
    }

    Headers headers() {
        var headers = Headers.NONE;
        for (var header : new TreeMap<>(heartbeatHeaders).entrySet()) {
            headers = headers.with(header.getKey(), header.getValue());
        }
        return headers;
    }

    /** The same as words of a command line. */
    List<String> words() {
        var words = new ArrayList<String>();
        webhook.ifPresent(asked -> {
            words.addAll(List.of("--live-auth-webhook-url", asked.address().toString()));
            if (!asked.key().isEmpty()) {
                words.addAll(List.of("--live-auth-api-key", asked.key()));
            }
            if (!asked.gatewayHost().isEmpty()) {
                words.addAll(List.of("--gateway-host", asked.gatewayHost()));
            }
        });
        heartbeat.ifPresent(url -> words.addAll(List.of("--live-heartbeat-url", url.toString())));
        new TreeMap<>(heartbeatHeaders)
                .forEach((name, value) -> words.addAll(List.of("--live-heartbeat-header", name + "=" + value)));
        pullFrom.forEach(range -> words.addAll(List.of("--live-pull-from", range.text())));
        return words;
    }
}
