package io.headrace.node.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.trickle.Arrival;
import io.headrace.trickle.TrickleException;
import io.headrace.tricklehttp.ChannelAddress;
import io.headrace.tricklehttp.ChannelCalls;
import io.headrace.tricklehttp.ClientPatience;
import io.headrace.tricklehttp.HttpPublisher;
import io.headrace.tricklehttp.HttpSubscriber;
import io.headrace.tricklehttp.Pause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An application that gives back what it is sent, segment by segment, and a line of data and an event for each. */
final class EchoingContainer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
    private final HttpServer server;

    EchoingContainer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (path.startsWith("/stream/")) {
            asked.add(path);
        }
        if (path.equals("/stream/start")) {
            var told = JSON.readTree(body);
            Thread.ofVirtual().start(() -> echo(told));
        }
        byte[] answer = "{\"status\":\"success\"}".getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private ChannelCalls channel(JsonNode told, String name) {
        var uri = URI.create(told.path(name).stringValue());
        return new ChannelCalls(client, new ChannelAddress(uri, ""), ClientPatience.DEFAULT, HttpCall.Version.HTTP_1_1);
    }

    private void echo(JsonNode told) {
        try (var from = new HttpSubscriber(channel(told, "subscribe_url"), 0, Pause.real());
                var to = HttpPublisher.start(channel(told, "publish_url"), "video/MP2T", Pause.real());
                var events = HttpPublisher.start(channel(told, "events_url"), "application/json", Pause.real());
                var data = HttpPublisher.start(channel(told, "data_url"), "application/jsonl", Pause.real())) {
            say(events, "{\"event\":{\"type\":\"heartbeat\"}}");
            for (int n = 0; from.next() instanceof Arrival.Segment(var segment); n++) {
                say(events, "{\"event\":{\"type\":\"heartbeat\"}}");
                say(data, "{\"segment\":" + n + "}\n");
                try (segment;
                        var whole = to.next()) {
                    for (var run = segment.read(); run.isPresent(); run = segment.read()) {
                        whole.write(run.get());
                    }
                    whole.finish();
                }
            }
        } catch (TrickleException over) {
            // The stream has ended.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(HttpPublisher to, String text) throws TrickleException, InterruptedException {
        try (var whole = to.next()) {
            whole.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
            whole.finish();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
