package io.headrace.gateway.realtime.auth;

import io.headrace.gateway.live.StreamOrder;
import io.headrace.gateway.order.RealtimeJobOrder.Standby;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization.Allowed;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization.Relayed;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization.Senseless;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization.Verdict;
import io.headrace.gateway.realtime.order.RealtimeConfig;
import io.headrace.gateway.realtime.order.RealtimeOrder;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes an order of what a client asks for in its address (real-time reference section 2.1):
 *
 * <pre>
 * pipeline        the model; without it what the gateway's operator chose, or a mere relay
 * params          a JSON object
 * streamId        the application's name of the stream
 * rtmpOutput      an RTMP address that the output is pushed to
 * orchestrator    part of the URL of those that may be chosen
 * standby         none, warm or hot       (ours)
 * record          true for an MP4         (ours)
 * </pre>
 *
 * @param defaults where the address says nothing
 */
record RealtimeOrders(RealtimeConfig defaults) {

    /** By this name a client asks for a relay where the operator has chosen a pipeline for all others. */
    private static final String RELAY = "relay";

    private static final int MAX_PARAMETERS = 1 << 20;
    private static final int MAX_OPTION = 256;
    private static final Set<String> PUSH_SCHEMES = Set.of("rtmp", "rtmps");
    private static final JsonMapper JSON = new JsonMapper();

    /** @param name under which the stream was allowed, which may differ from the one asked for */
    Verdict verdict(RealtimeAsk ask, String name) {
        if (!StreamOrder.isName(name)) {
            return new Senseless("\"" + name + "\" cannot be a stream's name: take letters, digits, . _ and -");
        }
        var model = ask.option("pipeline").isEmpty() ? defaults.model() : ask.option("pipeline");
        if (model.isEmpty() || model.equals(RELAY)) {
            return new Relayed(name);
        }
        try {
            var streamId = named(ask, "streamId", name);
            return new Allowed(new RealtimeOrder(
                    name,
                    streamId,
                    bounded("pipeline", model),
                    parameters(ask.option("params")),
                    named(ask, "orchestrator", ""),
                    standby(ask.option("standby")),
                    defaults.maxPrice(),
                    pushes(ask.option("rtmpOutput")),
                    ask.option("record").equals("true") ? RealtimeOrder.Recording.MP4 : RealtimeOrder.Recording.NONE));
        } catch (IllegalArgumentException senseless) {
            return new Senseless(String.valueOf(senseless.getMessage()));
        }
    }

    private static String named(RealtimeAsk ask, String option, String otherwise) {
        var value = ask.option(option);
        return value.isEmpty() ? otherwise : bounded(option, value);
    }

    private static String bounded(String option, String value) {
        if (value.length() > MAX_OPTION) {
            throw new IllegalArgumentException(
                    option + " has " + value.length() + " characters, more than " + MAX_OPTION);
        }
        return value;
    }

    /** The object as it was written, once it is seen to be one. */
    static String parameters(String text) {
        if (text.isBlank()) {
            return "{}";
        }
        if (text.length() > MAX_PARAMETERS) {
            throw new IllegalArgumentException(
                    "Parameters of " + text.length() + " characters; the most is " + MAX_PARAMETERS);
        }
        try {
            if (JSON.readTree(text).isObject()) {
                return text;
            }
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException(
                    "The parameters are no JSON: " + unreadable.getOriginalMessage(), unreadable);
        }
        throw new IllegalArgumentException("The parameters are a JSON object, for instance {\"strength\":0.5}");
    }

    private Standby standby(String text) {
        if (text.isEmpty()) {
            return defaults.standby();
        }
        try {
            return Standby.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("standby is none, warm or hot, not \"" + text + "\"", unknown);
        }
    }

    private static List<URI> pushes(String address) {
        var pushes = new ArrayList<URI>();
        if (!address.isEmpty()) {
            pushes.add(push(address));
        }
        return pushes;
    }

    static URI push(String address) {
        try {
            var uri = new URI(address);
            if (uri.getScheme() != null && PUSH_SCHEMES.contains(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException unreadable) {
            throw new IllegalArgumentException("rtmpOutput is no address: " + unreadable.getReason(), unreadable);
        }
        throw new IllegalArgumentException("rtmpOutput is an address that begins with rtmp:// or rtmps://");
    }
}
