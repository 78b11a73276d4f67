package io.headrace.gateway.live.http;

import io.headrace.gateway.GatewayConfig;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.fixture.GatewayFixture;
import io.headrace.gateway.live.LiveConfig;
import io.headrace.gateway.live.LiveStreams;
import io.headrace.gateway.live.auth.OpenAuthorization;
import io.headrace.gateway.live.auth.StreamAuthorization;
import io.headrace.machine.NanoTicker;
import io.headrace.machine.SimulatedHost;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A gateway with its live faces on a port, among fakes, and a client. Idle publishers leave when the test says so. */
final class LiveNode implements AutoCloseable {

    static final String BOUNDARY = "0123456789abcdef0123";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SimulatedHost idleTimers = new SimulatedHost(1);
    private final GatewayFixture node;
    private final PlaybackApi playback;
    private final HttpServer server;

    /** What a test may want to be different. */
    record Shape(
            LiveConfig live,
            PushConfig push,
            PlaybackConfig playback,
            NanoTicker ticker,
            StreamAuthorization authorization) {

        static final LiveConfig LIVE = LiveConfig.of(FakePeer.LADDER);
        static final Shape USUAL = new Shape(
                LIVE, PushConfig.DEFAULT, PlaybackConfig.DEFAULT, NanoTicker.system(), new OpenAuthorization(LIVE));

        Shape with(LiveConfig other) {
            return new Shape(other, push, playback, ticker, new OpenAuthorization(other));
        }

        Shape with(PushConfig other) {
            return new Shape(live, other, playback, ticker, authorization);
        }

        Shape with(PlaybackConfig other) {
            return new Shape(live, push, other, ticker, authorization);
        }

        Shape with(NanoTicker other) {
            return new Shape(live, push, playback, other, authorization);
        }

        Shape with(StreamAuthorization other) {
            return new Shape(live, push, playback, ticker, other);
        }
    }

    LiveNode(Path folder, FakePeer peer, Shape shape) throws IOException {
        this(GatewayFixture.limited(GatewayConfig.in(folder).with(shape.live()), peer, 0), shape);
    }

    /** One that pays, and waits so long for money when it has none. */
    static LiveNode paying(Path folder, FakePeer peer, Duration grace) throws IOException {
        var config = GatewayConfig.in(folder).with(Shape.USUAL.live());
        return new LiveNode(GatewayFixture.patient(config, peer, 0, grace), Shape.USUAL);
    }

    private LiveNode(GatewayFixture node, Shape shape) throws IOException {
        this.node = node;
        var push = new PushApi(
                streams(),
                shape.authorization(),
                node.media(),
                idleTimers,
                shape.ticker(),
                () -> BOUNDARY,
                shape.push());
        playback = new PlaybackApi(streams(), shape.ticker(), shape.playback());
        List<Route> routes = new ArrayList<>(push.routes());
        routes.addAll(playback.routes());
        routes.addAll(new StreamsApi(streams()).routes());
        server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), new Router(routes));
    }

    static LiveNode usual(Path folder) throws IOException {
        return new LiveNode(folder, FakePeer.free(), Shape.USUAL);
    }

    LiveStreams streams() {
        return node.gateway().streams();
    }

    GatewayFixture gateway() {
        return node;
    }

    PlaybackApi playback() {
        return playback;
    }

    int port() {
        return server.port();
    }

    /** The time after which an idle publisher goes has passed. */
    void passIdleTime() {
        idleTimers.run(1_000);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    /** A push that wants its renditions. */
    HttpRequest.Builder pushing(String path, String body) {
        return request(path).header("Accept", "multipart/mixed").POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> push(String path, String body) throws IOException, InterruptedException {
        return send(pushing(path, body));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        node.gateway().streams().all().forEach(stream -> stream.cancel());
        node.close();
        server.close();
        client.close();
    }
}
