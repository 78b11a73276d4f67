package io.headrace.wire.live;

import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import java.util.stream.Stream;

/** Pushes that clients made to existing gateways. */
final class RecordedPush {

    private RecordedPush() {}

    static Stream<RecordedExchange> all() {
        return RecordedExchanges.all()
                .filter(exchange -> exchange.direction().equals("user client -> gateway"))
                .filter(exchange -> exchange.path().startsWith("/live/"))
                .filter(exchange -> !exchange.path().startsWith("/live/video-to-video/"));
    }

    static PushRequest parse(RecordedExchange exchange) {
        return PushRequest.parse(exchange.request().method(), url(exchange), exchange.request()::header);
    }

    static PushRequest.Accepted accepted(RecordedExchange exchange) {
        return (PushRequest.Accepted) parse(exchange);
    }

    static PushUrl url(RecordedExchange exchange) {
        return new PushUrl(exchange.request().header("Host").orElseThrow(), exchange.path());
    }
}
