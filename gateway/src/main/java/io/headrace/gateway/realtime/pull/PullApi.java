package io.headrace.gateway.realtime.pull;

import io.headrace.gateway.live.StreamOrder;
import io.headrace.gateway.realtime.Asks;
import io.headrace.gateway.realtime.RealtimeDesk;
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
 * @param authorization decides who may have a stream
 */
public record PullApi(RealtimeAuthorization authorization, StreamPulls pulls) {

    private static final Logger LOG = LoggerFactory.getLogger(PullApi.class);

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
                begin(name, PullAsk.read(exchange, prefix + name), exchange);
            }
            exchange.answer(200);
        } catch (PullRefused refused) {
            exchange.refuse(refused.status(), String.valueOf(refused.getMessage()));
        } catch (BodyTooLargeException tooLarge) {
            exchange.refuse(413, "What is said of a stream has at most " + PullAsk.MAX_LENGTH + " bytes");
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new IOException("The server is shutting down", closing);
        }
    }

    private void begin(String name, PullAsk ask, Exchange exchange) throws PullRefused, InterruptedException {
        if (!StreamOrder.isName(name)) {
            throw new PullRefused(400, "\"" + name + "\" cannot be a stream's name: take letters, digits, . _ and -");
        }
        pulls.begin(order(name, ask, exchange), ask.address());
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
