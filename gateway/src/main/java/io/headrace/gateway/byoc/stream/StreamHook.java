package io.headrace.gateway.byoc.stream;

import io.headrace.gateway.byoc.stream.ContainerStreams.ContainerStream;
import io.headrace.gateway.realtime.pull.PullAsk;
import io.headrace.gateway.realtime.pull.PullRefused;
import io.headrace.gateway.realtime.pull.StreamPulls;
import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import io.headrace.wire.byoc.JobRefusal;
import java.io.IOException;

/**
 * A media server says that it has a stream's input, which is fetched from there (pipelines section 5.6).
 *
 * <pre>
 * POST {base}/{id}/rtmp   see {@link PullAsk} → 200 it is being fetched; 400 nothing that makes sense, or a stream without
 *                         video; 403 an address that is not declared; 404; 409 it has a publisher; 413
 * </pre>
 *
 * @param pulls fetches it
 */
public record StreamHook(ContainerStreams streams, StreamPulls pulls) {

    public Route route() {
        return Route.of("POST", StreamApi.BASE + "/{stream}/rtmp", this::told);
    }

    private void told(Exchange exchange, PathParameters path) throws IOException {
        var stream = streams.find(path.get("stream"));
        if (stream.isEmpty()) {
            exchange.refuse(
                    JobRefusal.NO_STREAM.status(), JobRefusal.NO_STREAM.body().strip());
            return;
        }
        var hindrance = stream.get().hindrance();
        if (hindrance.isPresent()) {
            exchange.refuse(400, hindrance.get());
            return;
        }
        fetch(exchange, stream.get());
    }

    private void fetch(Exchange exchange, ContainerStream stream) throws IOException {
        try {
            var ask = PullAsk.read(exchange, stream.ask().id());
            pulls.begin(stream.stream().order(), ask.address());
            exchange.answer(200);
        } catch (PullRefused refused) {
            exchange.refuse(refused.status(), String.valueOf(refused.getMessage()));
        }
    }
}
