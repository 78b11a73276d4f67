package io.headrace.gateway.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.realtime.auth.RealtimeAsk;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.webrtc.desk.MediaRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes an ask of what came by one of the protocols. The key is a bearer token, or the parameter {@code key}. */
public final class Asks {

    private static final List<String> OPTIONS =
            List.of("pipeline", "params", "streamId", "rtmpOutput", "orchestrator", "standby", "record");
    private static final String BEARER = "Bearer ";
    private static final String KEY = "key";

    private Asks() {}

    static RealtimeAsk of(RealtimeAsk.Via via, String stream, MediaRequest request) {
        return of(via, stream, request.headers(), request.query()::parameter);
    }

    static RealtimeAsk of(RealtimeAsk.Via via, String stream, Exchange exchange) {
        return of(via, stream, exchange.headers(), exchange::queryParameter);
    }

    private static RealtimeAsk of(
            RealtimeAsk.Via via, String stream, Headers headers, Function<String, Optional<String>> query) {
        var options = new LinkedHashMap<String, String>();
        for (var option : OPTIONS) {
            query.apply(option).ifPresent(value -> options.put(option, value));
        }
        var key = key(headers).or(() -> query.apply(KEY)).orElse("");
        var url = "http://" + headers.first("Host").orElse("") + RealtimeDesk.BASE + "/" + stream;
        return new RealtimeAsk(via, stream, url, key, options, text(options));
    }

    /** The bearer token. */
    public static Optional<String> key(Headers headers) {
        return headers.first("Authorization")
                .filter(value -> value.startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    /**
     * @param address of the stream, without a query
     * @param query as it stands behind it
     */
    public static RealtimeAsk of(RealtimeAsk.Via via, String stream, String address, String query) {
        var options = new LinkedHashMap<String, String>();
        for (var part : query.split("&")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                options.putIfAbsent(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
            }
        }
        var key = options.getOrDefault(KEY, "");
        options.remove(KEY);
        return new RealtimeAsk(via, stream, address, key, options, text(options));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    private static String text(Map<String, String> options) {
        return options.entrySet().stream()
                .map(option ->
                        URLEncoder.encode(option.getKey(), UTF_8) + "=" + URLEncoder.encode(option.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
