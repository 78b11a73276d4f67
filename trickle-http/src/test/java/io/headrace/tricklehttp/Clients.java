package io.headrace.tricklehttp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.trickle.Arrival;
import io.headrace.trickle.IncomingSegment;
import io.headrace.trickle.Subscriber;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Our publishers and subscribers, a server with the channel "cam" for them, and how long they paused without pausing. */
final class Clients implements AutoCloseable {
    static final ClientPatience PATIENCE = new ClientPatience(
            Duration.ofSeconds(20),
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Duration.ofMillis(500),
            5);

    final Stage stage = Stage.closed().with("cam");
    final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private final HttpClient http = HttpClient.start(ClientConfig.FOR_NODES);

    Clients() throws IOException {}

    ChannelCalls calls(URI uri, ClientPatience patience) {
        return new ChannelCalls(http, ChannelAddress.of(uri), patience, HttpCall.Version.HTTP_1_1);
    }

    HttpPublisher publisher(URI uri) {
        return HttpPublisher.start(calls(uri, PATIENCE), "video/MP2T", pauses::add);
    }

    HttpSubscriber subscriber(URI uri, long start) {
        return new HttpSubscriber(calls(uri, PATIENCE), start, pauses::add);
    }

    static IncomingSegment arrived(Subscriber subscriber) throws Exception {
        return switch (subscriber.next()) {
            case Arrival.Segment(var segment) -> segment;
            case Arrival other -> throw new AssertionError(other);
        };
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    @Override
    public void close() throws IOException {
        http.close();
        stage.close();
    }
}
