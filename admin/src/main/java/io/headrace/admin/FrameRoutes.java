package io.headrace.admin;

import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Shows how the frames of real-time streams fly. */
record FrameRoutes(FramesView frames) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TYPE = "application/json";

    List<Route> routes() {
        return List.of(
                Route.of(
                        "GET",
                        "/realtime",
                        (exchange, _) -> exchange.answer(200, TYPE, JSON.writeValueAsString(frames.streams()))),
                Route.of("GET", "/realtime/{stream}/frames", this::show));
    }

    private void show(Exchange exchange, PathParameters path) throws IOException {
        var document = frames.frames(path.get("stream"));
        if (document.isPresent()) {
            exchange.answer(200, TYPE, document.get());
        } else {
            exchange.refuse(404, "No real-time stream named " + path.get("stream") + " is known here");
        }
    }
}
