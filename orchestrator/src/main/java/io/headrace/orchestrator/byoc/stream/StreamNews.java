package io.headrace.orchestrator.byoc.stream;

import io.headrace.wire.realtime.EventEnvelope;
import io.headrace.wire.text.JsonObject;

/** What an orchestrator says itself of a stream, on its events channel and to its application. */
final class StreamNews {

    private StreamNews() {}

    /** For the gateway. */
    static String end(StreamEnd why) {
        return EventEnvelope.end(why.sentence(), why.code()).encode();
    }

    /** For the application: {@code {"reason":…}}. */
    static String stop(StreamEnd why) {
        return new JsonObject().text("reason", why.sentence()).toString();
    }
}
