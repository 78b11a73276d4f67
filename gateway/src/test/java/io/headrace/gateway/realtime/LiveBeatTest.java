package io.headrace.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.carry.FakeCarriers;
import io.headrace.gateway.order.RealtimeJobOrder.Standby;
import io.headrace.gateway.realtime.order.RealtimeConfig;
import io.headrace.gateway.realtime.order.RealtimeOrder;
import io.headrace.machine.SimulatedHost;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveBeatTest {

    private final SimulatedHost host = new SimulatedHost(1);
    private final WorkNotes works = new WorkNotes();
    private final RealtimeStreams streams =
            new RealtimeStreams(RealtimeConfig.DEFAULT, works, FakeCarriers.tools(host));
    private final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private List<AutoCloseable> open = List.of();
    private volatile String answer = "";
    private volatile int status = 200;

    @BeforeEach
    void serve() throws Exception {
        var server = HttpServer.start(
                HttpServerConfig.plain("127.0.0.1", 0),
                new Router(List.of(Route.of("POST", "/beat", (exchange, _) -> hear(exchange)))));
        var address = URI.create("http://127.0.0.1:" + server.port() + "/beat");
        var beat = LiveBeat.start(address, Headers.of("X-Token", "t"), client, streams, host, Runnable::run);
        open = List.of(beat, server, client);
    }

    @AfterEach
    void close() throws Exception {
        for (var each : open) {
            each.close();
        }
    }

    private void hear(Exchange exchange) throws IOException {
        var body = new String(exchange.body().readAll(100_000), StandardCharsets.UTF_8);
        heard.add(body + exchange.headers().first("X-Token").orElse(""));
        exchange.answer(status, "application/json", answer);
    }

    private void publish(String name) {
        var order = new RealtimeOrder(
                name,
                name + "-id",
                "noop",
                "",
                "{}",
                "",
                Standby.NONE,
                Optional.empty(),
                List.of(),
                RealtimeOrder.Recording.NONE);
        assertThat(streams.publish(order, new RealtimeStreams.Newcomer("a test", () -> {}, () -> {})))
                .isInstanceOf(RealtimeStreams.Seated.class);
    }

    private Optional<String> publisher(String name) {
        return streams.find(name).orElseThrow().publisher();
    }

    @Test
    void saysNothingWhileNothingRuns() {
        assertThat(host.step()).isTrue();

        assertThat(heard).isEmpty();
    }

    @Test
    void endsTheStreamsThatTheApplicationNames() {
        publish("one");
        publish("two");
        answer = "{\"terminatedStreamIds\":[\"two-id\",\"unknown\"]}";

        assertThat(host.step()).isTrue();

        assertThat(heard).containsExactly("{\"ids\":[\"one-id\",\"two-id\"]}t");
        assertThat(publisher("one")).isPresent();
        assertThat(publisher("two")).isEmpty();
    }

    @Test
    void goesOnWhenTheApplicationIsOutOfOrder() {
        publish("one");
        status = 500;
        assertThat(host.step()).isTrue();
        status = 200;
        answer = "{\"terminatedStreamIds\":7}";
        assertThat(host.step()).isTrue();
        answer = "";
        assertThat(host.step()).isTrue();

        assertThat(heard).hasSize(3);
        assertThat(publisher("one")).isPresent();
    }
}
