package io.headrace.gateway.realtime.pull;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.carry.StreamTools;
import io.headrace.gateway.live.StreamOrder;
import io.headrace.gateway.realtime.Asks;
import io.headrace.gateway.realtime.RealtimeDesk;
import io.headrace.gateway.realtime.RealtimeStreams;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization;
import io.headrace.gateway.realtime.order.RealtimeOrder;
import io.headrace.transport.BodyTooLargeException;
import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes streams that are somewhere else already: a media server, or an application, says where, and the gateway fetches them
 * by RTMP (real-time reference sections 2 and 3).
 *
 * <pre>
 * POST {base}/{stream}/start            see {@link PullAsk} → 200; 400, 403, 409, 413, 503
 * POST {base}/{prefix}/{stream}/start
 * </pre>
 *
 * Names of outputs are passed over with 200, so that an output that is pushed back to where the input came from is not fetched
 * again. A stream is ended as every other, by {@code stop}.
 *
 * @param rules from where streams may be fetched
 */
public record PullApi(
        RealtimeStreams streams, RealtimeAuthorization authorization, PullRules rules, StreamTools tools) {

    private static final Logger LOG = LoggerFactory.getLogger(PullApi.class);

    /** Parameters of a megabyte, escaped, and what is said beside them. */
    private static final int MAX_BODY = 4 << 20;

    public List<Route> routes() {
        return List.of(
                Route.of("POST", RealtimeDesk.BASE + "/{stream}/start", (exchange, path) -> start(exchange, path, "")),
                Route.of(
                        "POST",
                        RealtimeDesk.BASE + "/{prefix}/{stream}/start",
                        (exchange, path) -> start(exchange, path, path.get("prefix") + "/")));
    }

    private void start(Exchange exchange, PathParameters path, String prefix) throws IOException {
        var name = path.get("stream");
        try {
            if (!name.endsWith(RealtimeDesk.OUTPUT)) {
                begin(name, ask(exchange, prefix + name), exchange);
            }
            exchange.answer(200);
        } catch (PullRefused refused) {
            exchange.refuse(refused.status(), String.valueOf(refused.getMessage()));
        } catch (BodyTooLargeException tooLarge) {
            exchange.refuse(413, "What is said of a stream has at most " + MAX_BODY + " bytes");
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new IOException("The server is shutting down", closing);
        }
    }

    private static PullAsk ask(Exchange exchange, String path) throws IOException, PullRefused {
        var body = new String(exchange.body().readAll(MAX_BODY), UTF_8);
        var type = exchange.headers().first("Content-Type").orElse("");
        if (type.startsWith("application/json")) {
            return PullAsk.ofJson(body);
        }
        var peer = exchange.peerAddress();
        var host = peer.contains(":") ? "[" + peer + "]" : peer;
        return PullAsk.ofForm(body, "rtmp://" + host + "/" + path);
    }

    private void begin(String name, PullAsk ask, Exchange exchange) throws PullRefused, InterruptedException {
        if (!StreamOrder.isName(name)) {
            throw new PullRefused(400, "\"" + name + "\" cannot be a stream's name: take letters, digits, . _ and -");
        }
        var order = order(name, ask, exchange);
        var pull = new StreamPull(order.name(), rules.place(ask.address()), rules.tries(), tools);
        var who = "what is fetched from " + ask.address().getHost();
        switch (streams.publish(order, new RealtimeStreams.Newcomer(who, () -> {}, pull::end))) {
            case RealtimeStreams.Seated(var seat) -> pull.begin(seat);
            case RealtimeStreams.Refused(var status, var sentence) -> throw new PullRefused(status, sentence);
        }
    }

    private RealtimeOrder order(String name, PullAsk pull, Exchange exchange) throws PullRefused, InterruptedException {
        var asked = Asks.of(pull.via(), name, "rtmp://" + pull.address().getHost() + "/" + name, pull.query());
        var ask = Asks.key(exchange.headers()).map(asked::withKey).orElse(asked);
        return switch (authorization.authorize(ask)) {
            case RealtimeAuthorization.Allowed(var order) -> order;
            case RealtimeAuthorization.Relayed _ ->
                throw new PullRefused(400, "What is fetched by RTMP goes through a pipeline; name one");
            case RealtimeAuthorization.Senseless(var why) -> throw new PullRefused(400, why);
            case RealtimeAuthorization.Denied(var why) -> {
                LOG.info("{} asked for by {} is denied: {}", ask, exchange.peerAddress(), why);
                throw new PullRefused(403, "You may not publish " + name + " here; is the stream key right?");
            }
        };
    }
}
