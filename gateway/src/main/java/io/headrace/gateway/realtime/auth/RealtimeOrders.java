package io.headrace.gateway.realtime.auth;

import io.headrace.gateway.live.StreamOrder;
import io.headrace.gateway.order.RealtimeJobOrder.Standby;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization.Allowed;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization.Relayed;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization.Senseless;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization.Verdict;
import io.headrace.gateway.realtime.order.RealtimeConfig;
import io.headrace.gateway.realtime.order.RealtimeOrder;
import io.headrace.wire.realtime.LiveOptions;
import io.headrace.wire.text.UnreadableException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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
public record RealtimeOrders(RealtimeConfig defaults) {

    /** By this name a client asks for a relay where the operator has chosen a pipeline for all others. */
    private static final String RELAY = "relay";

    private static final int MAX_OPTION = 256;
    private static final Set<String> PUSH_SCHEMES = Set.of("rtmp", "rtmps");

    /**
     * As the address says it.
     *
     * @param name under which the stream was allowed, which may differ from the one asked for
     */
    Verdict verdict(RealtimeAsk ask, String name) {
        return verdict(ask, name, LiveOptions.NONE);
    }

    /** @param instead what somebody else says in place of the address */
    Verdict verdict(RealtimeAsk ask, String name, LiveOptions instead) {
        if (!StreamOrder.isName(name)) {
            return new Senseless("\"" + name + "\" cannot be a stream's name: take letters, digits, . _ and -");
        }
        try {
            var options = LiveOptions.parse(ask.queryText()).overriddenBy(instead);
            var model = options.pipeline().isEmpty() ? defaults.model() : options.pipeline();
            return model.isEmpty() || model.equals(RELAY)
                    ? new Relayed(name)
                    : new Allowed(order(ask, name, model, options));
        } catch (UnreadableException unreadable) {
            return new Senseless("The options make no sense: " + unreadable.sentence());
        } catch (IllegalArgumentException senseless) {
            return new Senseless(String.valueOf(senseless.getMessage()));
        }
    }

    private RealtimeOrder order(RealtimeAsk ask, String name, String model, LiveOptions options) {
        return new RealtimeOrder(
                name,
                options.streamId().isEmpty() ? name : bounded("streamId", options.streamId()),
                bounded("pipeline", model),
                bounded("pipeline_id", options.pipelineId()),
                options.parameters().orElse("{}"),
                bounded("orchestrator", options.orchestrator()),
                standby(ask.option("standby")),
                defaults.maxPrice(),
                pushes(options.rtmpOutput()),
                ask.option("record").equals("true") ? RealtimeOrder.Recording.MP4 : RealtimeOrder.Recording.NONE);
    }

    private static String bounded(String option, String value) {
        if (value.length() > MAX_OPTION) {
            throw new IllegalArgumentException(
                    option + " has " + value.length() + " characters, more than " + MAX_OPTION);
        }
        return value;
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

    /** @throws IllegalArgumentException with a sentence for whoever named it */
    public static URI push(String address) {
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
