package io.headrace.models.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.flow.FlowReader;
import io.headrace.models.frame.Kind;
import io.headrace.models.runner.session.PictureWorks;
import io.headrace.models.runner.session.SessionLimits;
import io.headrace.models.runner.session.SessionNeeds;
import io.headrace.models.runner.status.EventDocuments;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.trickle.Access;
import io.headrace.trickle.Arrival;
import io.headrace.trickle.Channel;
import io.headrace.trickle.ChannelName;
import io.headrace.trickle.Channels;
import io.headrace.trickle.LocalPublisher;
import io.headrace.trickle.LocalSubscriber;
import io.headrace.trickle.Ticker;
import io.headrace.trickle.TrickleException;
import io.headrace.trickle.TrickleLimits;
import io.headrace.tricklehttp.ChannelDesk;
import io.headrace.tricklehttp.CreationOverHttp;
import io.headrace.tricklehttp.TrickleServer;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A runner on a port, the orchestrator's trickle server on another, and the gateway's ends of the channels. The runner's
 * ticks come from the test.
 */
final class LiveStage implements AutoCloseable {

    static final String TOKEN = "open sesame";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long POLL_NANOS = 200_000;

    final Channels channels = Channels.silent(TrickleLimits.DEFAULT, System::nanoTime);
    final Runner runner;
    private final HttpServer orchestrator;
    private final HttpServer face;
    private final HttpClient http = HttpClient.start(ClientConfig.FOR_NODES);

    LiveStage(PictureWorks works, InstantSource clock, Ticker ticker) throws IOException {
        this(works, clock, ticker, SessionLimits.DEFAULT, "");
    }

    LiveStage(PictureWorks works, InstantSource clock, Ticker ticker, SessionLimits limits, String token)
            throws IOException {
        orchestrator = HttpServer.start(
                HttpServerConfig.plain("127.0.0.1", 0),
                new Router(new TrickleServer(channels, CreationOverHttp.REFUSED, ChannelDesk.welcoming())
                        .routes(TrickleServer.BASE)));
        runner = new Runner(
                new SessionNeeds(works, new EventDocuments("fake"), limits, http, Thread::sleep, clock, ticker));
        var identity = new RunnerIdentity(RunnerRoutes.PIPELINE, "fake", Kind.DEMO, "1.2", token);
        face = HttpServer.start(
                HttpServerConfig.plain("127.0.0.1", 0), new Router(new RunnerRoutes(runner, identity).routes()));
        for (var name : List.of("in", "out", "control", "events")) {
            channels.create(new ChannelName(name), "");
        }
        for (var name : List.of("sound", "sound-out", "trace")) {
            channels.create(new ChannelName(name), "", new Access.HoldsToken(TOKEN));
        }
    }

    /** With its model ready. */
    static LiveStage ready(PictureWorks works, InstantSource clock, Ticker ticker) throws IOException {
        var stage = new LiveStage(works, clock, ticker);
        stage.runner.load();
        return stage;
    }

    Channel channel(String name) {
        return channels.find(new ChannelName(name)).orElseThrow();
    }

    LocalPublisher publisher(String name) throws TrickleException {
        return LocalPublisher.of(channels, channel(name), channel(name).head());
    }

    private String url(String channel) {
        return "http://127.0.0.1:" + orchestrator.port() + TrickleServer.BASE + channel;
    }

    /** @param suffix of the channels' names */
    String plan(String parameters, String suffix) {
        return """
                {"subscribe_url":"%s","publish_url":"%s","control_url":"%s","events_url":"%s",
                 "model_id":"fake","params":%s,"gateway_request_id":"r","manifest_id":"m","stream_id":"s","new_field":1}""".formatted(url("in" + suffix), url("out" + suffix), url("control"), url("events"), parameters);
    }

    String plan() {
        return plan("{\"a\":1}", "");
    }

    /** As nodes of ours ask. */
    String ownPlan() {
        return plan().replace("\"new_field\":1", """
                "headrace":{"tokens":{"sound_input":"%1$s","sound_output":"%1$s","trace":"%1$s"},
                "sound_input_url":"%2$s","sound_output_url":"%3$s","trace_url":"%4$s"}""".formatted(TOKEN, url("sound"), url("sound-out"), url("trace")));
    }

    /** A status, its document and the kind that the runner called itself. */
    record Reply(int status, JsonNode body, String kind) {}

    Reply post(String path, String body, String... header) throws Exception {
        var headers = header.length == 0 ? Headers.NONE : Headers.of(header[0], header[1]);
        var call = HttpCall.post(uri(path), headers, limits());
        try (var answer = http.send(call, ByteBuffer.wrap(body.getBytes(UTF_8)))) {
            return reply(answer.status(), answer.readAll(), answer.headers());
        }
    }

    Reply get(String path) throws Exception {
        try (var answer = http.send(HttpCall.get(uri(path), limits()))) {
            return reply(answer.status(), answer.readAll(), answer.headers());
        }
    }

    private static Reply reply(int status, byte[] body, Headers headers) {
        return new Reply(
                status, JSON.readTree(body), headers.first("X-Model-Kind").orElse(""));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + face.port() + path);
    }

    private static HttpCall.Limits limits() {
        return new HttpCall.Limits(PATIENCE, PATIENCE, 1 << 20);
    }

    Reply start() throws Exception {
        return post("/live-video-to-video", plan());
    }

    String health() throws Exception {
        return get("/health").body().path("status").asString();
    }

    /** Collects what a channel brings from its beginning. */
    <T> List<T> collect(String name, Collect<T> how) {
        var got = new CopyOnWriteArrayList<T>();
        var subscriber = new LocalSubscriber(channel(name), 0);
        Thread.ofVirtual().start(() -> {
            try {
                while (subscriber.next() instanceof Arrival.Segment(var segment)) {
                    try (segment) {
                        how.segment(segment, got);
                    }
                }
            } catch (TrickleException | InterruptedException over) {
                // What came is there.
            }
        });
        return got;
    }

    /** How a segment becomes what is collected. */
    interface Collect<T> {
        void segment(io.headrace.trickle.IncomingSegment segment, List<T> into)
                throws TrickleException, InterruptedException;
    }

    List<Picture> pictures() {
        var reader = new FlowReader();
        return collect("out", (segment, into) -> {
            for (var run = segment.read(); run.isPresent(); run = segment.read()) {
                add(reader.feed(run.get()), into);
            }
            add(reader.nextSegment(), into);
        });
    }

    private static void add(List<AccessUnit> units, List<Picture> into) {
        units.stream()
                .filter(Picture.class::isInstance)
                .map(Picture.class::cast)
                .forEach(into::add);
    }

    List<JsonNode> documents(String name) {
        return collect(name, (segment, into) -> {
            byte[] document = segment.readAll(1 << 20);
            if (document.length > 0) {
                into.add(JSON.readTree(document));
            }
        });
    }

    /** Waits for what another thread is about to do. */
    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    @Override
    public void close() {
        try {
            runner.stop();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        channels.close();
        face.close();
        orchestrator.close();
        http.close();
    }
}
