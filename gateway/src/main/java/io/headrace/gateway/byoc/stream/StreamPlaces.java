package io.headrace.gateway.byoc.stream;

import io.headrace.gateway.realtime.RealtimeDesk;
import io.headrace.wire.byoc.StreamUrls;
import java.util.function.Supplier;

/**
 * Where streams are reached.
 *
 * @param http under which clients reach this gateway, without a slash at its end; known once it listens
 * @param rtmp likewise, with the application's name at its end
 * @param whips whether there is a port for media of browsers
 */
public record StreamPlaces(Supplier<String> http, Supplier<String> rtmp, boolean whips) {

    /** What there is not is empty. */
    StreamUrls of(StreamAsk ask) {
        var base = http.get() + StreamApi.BASE + "/" + ask.id();
        boolean in = ask.channels().videoIngress();
        boolean out = ask.channels().videoEgress();
        return new StreamUrls(
                ask.id(),
                in && whips ? base + "/whip" : "",
                out && whips ? whep(ask.id()) : "",
                in ? rtmp.get() + "/" + ask.id() : "",
                ask.pushes().isEmpty() ? "" : ask.pushes().getFirst().toString(),
                base + "/update",
                base + "/status",
                ask.channels().dataOutput() ? base + "/data" : "",
                base + "/stop");
    }

    /** Where it is watched. */
    String whep(String id) {
        return http.get() + RealtimeDesk.BASE + "/" + id + RealtimeDesk.OUTPUT + "/whep";
    }
}
