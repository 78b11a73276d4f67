package io.headrace.benchmarks.soak;

import java.net.URI;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a gateway again and again how fast it published the newest units of one stream. One thread runs it. */
final class DelayWatch {

    /** A gateway tells the last eight units, which are 16 s. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final JsonMapper JSON = new JsonMapper();

    private final URI status;
    private final ViewerClient client;
    private final DelayLog log = new DelayLog();

    DelayWatch(URI status, ViewerClient client) {
        this.status = status;
        this.client = client;
    }

    /** Watches until it is interrupted. */
    void run() {
        try {
            while (true) {
                client.text(status)
                        .ifPresent(text -> log.look(JSON.readTree(text)
                                .path("delaySeconds")
                                .valueStream()
                                .map(JsonNode::asDouble)
                                .toList()));
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    DelayLog log() {
        return log;
    }
}
