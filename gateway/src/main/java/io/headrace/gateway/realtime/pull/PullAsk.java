package io.headrace.gateway.realtime.pull;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.realtime.auth.RealtimeAsk;
import io.headrace.transport.Exchange;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Somebody says that a stream is there to be fetched, in one of two forms:
 *
 * <pre>
 * a form   source_id, source_type (webrtcsession or rtmpconn), query, rtmp_url: as a MediaMTX tells it (reference section 2);
 *          without rtmp_url it is rtmp://{who asks}/{prefix/}{stream}
 * JSON     {"rtmp_url": …, "pipeline": …, "params": {…}, and the other options of the query}      (ours)
 * </pre>
 *
 * @param via how it came to where it is
 * @param query its options
 */
public record PullAsk(URI address, RealtimeAsk.Via via, String query) {

    /** Parameters of a megabyte, escaped, and what is said beside them. */
    static final int MAX_LENGTH = 4 << 20;

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ADDRESS = "rtmp_url";

    /**
     * Reads what somebody asks.
     *
     * @param path behind the address of whoever asks, where the stream is if nothing else is said
     * @throws PullRefused with 400, when it makes no sense
     */
    public static PullAsk read(Exchange exchange, String path) throws IOException, PullRefused {
        var body = new String(exchange.body().readAll(MAX_LENGTH), UTF_8);
        var type = exchange.headers().first("Content-Type").orElse("");
        if (type.startsWith("application/json")) {
            return ofJson(body);
        }
        var peer = exchange.peerAddress();
        var host = peer.contains(":") ? "[" + peer + "]" : peer;
        return ofForm(body, "rtmp://" + host + "/" + path);
    }

    /** @param usual where the stream is if nothing else is said */
    static PullAsk ofForm(String body, String usual) throws PullRefused {
        var fields = fields(body);
        required(fields, "source_id");
        var via = switch (required(fields, "source_type").toLowerCase(Locale.ROOT)) {
            case "webrtcsession" -> RealtimeAsk.Via.WEBHOOK_WHIP;
            case "rtmpconn" -> RealtimeAsk.Via.WEBHOOK;
            default -> throw new PullRefused(400, "source_type is webrtcsession or rtmpconn");
        };
        return new PullAsk(uri(fields.getOrDefault(ADDRESS, usual)), via, fields.getOrDefault("query", ""));
    }

    private static Map<String, String> fields(String body) throws PullRefused {
        var fields = new HashMap<String, String>();
        try {
            for (var pair : body.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0 && equals < pair.length() - 1) {
                    fields.putIfAbsent(
                            URLDecoder.decode(pair.substring(0, equals), UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), UTF_8));
                }
            }
        } catch (IllegalArgumentException malformed) {
            throw new PullRefused(400, "The form is not escaped properly: " + malformed.getMessage());
        }
        return fields;
    }

    private static String required(Map<String, String> fields, String name) throws PullRefused {
        var value = fields.get(name);
        if (value == null) {
            throw new PullRefused(400, "The form lacks " + name);
        }
        return value;
    }

    static PullAsk ofJson(String body) throws PullRefused {
        try {
            if (JSON.readTree(body) instanceof ObjectNode document
                    && document.path(ADDRESS).isString()) {
                return new PullAsk(uri(document.path(ADDRESS).stringValue()), RealtimeAsk.Via.WEBHOOK, query(document));
            }
        } catch (JacksonException unreadable) {
            throw new PullRefused(400, "The body is no JSON: " + unreadable.getOriginalMessage());
        }
        throw new PullRefused(
                400,
                "The body is a JSON object with \"rtmp_url\", for instance "
                        + "{\"rtmp_url\":\"rtmp://127.0.0.1/live/film\",\"pipeline\":\"edges\"}");
    }

    private static String query(ObjectNode document) {
        return document.properties().stream()
                .filter(field -> !field.getKey().equals(ADDRESS))
                .map(field -> encoded(field.getKey()) + "=" + encoded(text(field.getValue())))
                .collect(Collectors.joining("&"));
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static URI uri(String text) throws PullRefused {
        try {
            return new URI(text);
        } catch (URISyntaxException unreadable) {
            throw new PullRefused(400, "rtmp_url is no address: " + unreadable.getReason());
        }
    }
}
