package io.headrace.gateway.live.http;

import io.headrace.gateway.live.LiveStream;
import io.headrace.gateway.live.LiveStreams;
import io.headrace.gateway.live.StreamOrder;
import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says how a stream is, to those who know its name; there is no list of streams here.
 *
 * <pre>
 * GET /streams/{name} → {"stream", "state", "publishing", "units", "seconds", "renditions", "delaySeconds"}
 * </pre>
 */
public final class StreamsApi {

    private static final JsonMapper JSON = new JsonMapper();

    private final LiveStreams streams;

    public StreamsApi(LiveStreams streams) {
        this.streams = streams;
    }

    public List<Route> routes() {
        return List.of(Route.of("GET", "/streams/{name}", this::show));
    }

    private void show(Exchange exchange, PathParameters path) throws IOException {
        var stream = Optional.of(path.get("name")).filter(StreamOrder::isName).flatMap(streams::find);
        if (stream.isPresent()) {
            exchange.answer(200, "application/json", JSON.writeValueAsString(status(stream.get())));
        } else {
            var refusal = Map.of("error", Map.of("message", "No stream of that name is known here"));
            exchange.answer(404, "application/json", JSON.writeValueAsString(refusal));
        }
    }

    private static Map<String, Object> status(LiveStream stream) {
        var view = stream.view();
        var published = view.published();
        var status = new LinkedHashMap<String, Object>();
        status.put("stream", stream.name());
        status.put("state", view.state());
        status.put("publishing", stream.publisher().isPresent());
        status.put("units", published.units());
        status.put("seconds", published.seconds());
        status.put(
                "renditions",
                published.renditions().stream()
                        .map(each -> Map.of(
                                "name", each.name(),
                                "width", each.width(),
                                "height", each.height(),
                                "frames", each.frames()))
                        .toList());
        status.put(
                "delaySeconds",
                stream.delays().stream()
                        .map(Duration::toNanos)
                        .map(nanos -> nanos / 1e9)
                        .toList());
        view.waiting().ifPresent(waiting -> status.put("waiting", waiting));
        view.problem().ifPresent(problem -> status.put("problem", problem));
        return status;
    }
}
