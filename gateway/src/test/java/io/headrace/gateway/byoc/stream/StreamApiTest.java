package io.headrace.gateway.byoc.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.SecretSource;
import io.headrace.crypto.Signatures;
import io.headrace.gateway.byoc.ByocConfig;
import io.headrace.gateway.byoc.ByocJobs;
import io.headrace.gateway.byoc.NetworkContainerPeer;
import io.headrace.gateway.carry.FakeCarriers;
import io.headrace.gateway.check.ContentChecks;
import io.headrace.gateway.check.PacketChecks;
import io.headrace.gateway.discovery.DiscoveryConfig;
import io.headrace.gateway.discovery.FixedList;
import io.headrace.gateway.discovery.OfferJudge;
import io.headrace.gateway.discovery.OrchestratorDirectory;
import io.headrace.gateway.fixture.FakeMediaEngine;
import io.headrace.gateway.fixture.FakePayer;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.fixture.WatchedJournal;
import io.headrace.gateway.realtime.RealtimeStreams;
import io.headrace.gateway.realtime.flow.FlowTools;
import io.headrace.gateway.realtime.order.RealtimeConfig;
import io.headrace.gateway.realtime.output.OutputSink;
import io.headrace.gateway.run.JobTools;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.job.JobLimits;
import io.headrace.job.selection.Preferences;
import io.headrace.machine.NanoTicker;
import io.headrace.machine.ThreadHost;
import io.headrace.media.AccessUnit;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import io.headrace.payments.Price;
import io.headrace.payments.sender.OfferCheck;
import io.headrace.payments.sender.SenderLimits;
import io.headrace.pipeline.Capabilities;
import io.headrace.transport.Answer;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.tricklehttp.Pause;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.byoc.StreamUrls;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients' streams of containers, through a gateway's front to orchestrators on loopback. */
class StreamApiTest {

    private static final HttpCall.Limits PATIENT =
            new HttpCall.Limits(Duration.ofMinutes(2), Duration.ofMinutes(2), 1 << 20);
    private static final String DATA = "{\"enable_data_output\":true}";
    private static final String VIDEO = "{\"enable_video_ingress\":true,\"enable_video_egress\":true}";
    private static final Duration LONG = Duration.ofMinutes(5);

    /** By x264: 160x90. */
    private static final String KEYFRAME =
            "0000000109f0" + "000000016764000aacd9428df930110000030001000003001e0f1225960000000168ef829cb00000000165";

    private static final String DELTA = "0000000109f00000000141";

    @TempDir
    private Path folder;

    private final ThreadHost host = new ThreadHost(InstantSource.system(), new Random(1));
    private final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
    private final FakePayer payer = new FakePayer();
    private final FakeMediaEngine media = new FakeMediaEngine(1);
    private FakeStreamOrchestrator one;
    private FakeStreamOrchestrator two;
    private OrchestratorDirectory directory;
    private RunningJobs jobs;
    private RealtimeStreams streams;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        one = new FakeStreamOrchestrator();
        two = new FakeStreamOrchestrator();
        two.free = 0;
        open(false, times(LONG, LONG));
    }

    private static StreamTimes times(Duration payEvery, Duration silence) {
        return new StreamTimes(LONG, payEvery, Duration.ofMillis(10), silence, LONG, Duration.ofSeconds(20));
    }

    private void open(boolean paying, StreamTimes times) throws Exception {
        var peer = FakePeer.free();
        directory = new OrchestratorDirectory(
                new DiscoveryConfig(peer.services(), Duration.ofHours(1), Duration.ofHours(1)),
                peer,
                Capabilities.NONE,
                OfferJudge.FREE,
                InstantSource.system(),
                NanoTicker.system());
        var tools = new JobTools(
                host,
                NanoTicker.system(),
                directory,
                peer,
                media,
                new JobTools.Checks(new PacketChecks(media), ContentChecks.NONE),
                paying ? Optional.of(payer) : Optional.empty(),
                new OfferCheck(SenderLimits.DEFAULT),
                Signatures::signedBy,
                new JobTools.Limits(JobLimits.DEFAULT, JobLimits.LIVE),
                new Preferences(1, 0));
        jobs = new RunningJobs(folder, 100, tools, new WatchedJournal(), SecretSource.system());
        var containers = new ByocJobs(
                jobs,
                tools,
                FixedList.of(List.of(one.service(), two.service())),
                new NetworkContainerPeer(client),
                new ByocConfig(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ZERO, 1_000, 1_000),
                SecretSource.system());
        streams = new RealtimeStreams(
                RealtimeConfig.DEFAULT,
                (_, _) -> {
                    throw new IllegalStateException("Nobody publishes a stream that was not ordered");
                },
                FakeCarriers.tools(host));
        var flow = new FlowTools(client, host, System::nanoTime, Pause.real());
        var api = new StreamApi(
                new ContainerStreams(streams, containers, client, flow, times),
                new StreamPlaces(() -> "http://gateway", () -> "rtmp://gateway/live", true),
                SecretSource.system()::bytes);
        server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), new Router(api.routes()));
    }

    private void reopen(boolean paying, StreamTimes times) throws Exception {
        server.close();
        streams.close();
        jobs.close();
        directory.close();
        open(paying, times);
    }

    @AfterEach
    void stop() {
        streams.close();
        server.close();
        jobs.close();
        directory.close();
        client.close();
        one.close();
        two.close();
        host.close();
    }

    private static String job(String parameters) {
        var json = "{\"request\":\"{}\",\"parameters\":\"" + parameters.replace("\"", "\\\"")
                + "\",\"capability\":\"echo-cap\",\"timeout_seconds\":70}";
        return Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
    }

    private Answer call(String method, String path, Headers headers, String body) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + server.port() + path);
        var call = new HttpCall(method, uri, headers, HttpCall.Version.HTTP_1_1, PATIENT);
        return body.isEmpty() ? client.send(call) : client.send(call, ByteBuffer.wrap(body.getBytes(UTF_8)));
    }

    private Answer begin(String name, String parameters) throws Exception {
        return call(
                "POST",
                "/process/stream/start",
                Headers.of("Livepeer", job(parameters)),
                "{\"stream_id\":\"" + name + "\",\"params\":\"{\\\"prompt\\\":\\\"hey\\\"}\"}");
    }

    private Answer steer(String id, String verb, String body) throws Exception {
        return call("POST", "/process/stream/" + id + "/" + verb, Headers.NONE, body);
    }

    private static String text(Answer answer) throws Exception {
        return new String(answer.readAll(), UTF_8);
    }

    private static <T> T next(BlockingQueue<T> queue) throws Exception {
        return Objects.requireNonNull(queue.poll(20, TimeUnit.SECONDS), "within 20 s");
    }

    private static void await(BooleanSupplier condition) {
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for 20 s").isLessThan(patience);
            Thread.onSpinWait();
        }
    }

    @Test
    void beginsAStreamAndSaysWhereItIs() throws Exception {
        var answer = begin("s1", VIDEO);

        assertThat(answer.status()).isEqualTo(200);
        var urls = StreamUrls.decode(text(answer));
        assertThat(urls.streamId()).isEqualTo("s1");
        assertThat(urls.whip()).isEqualTo("http://gateway/process/stream/s1/whip");
        assertThat(urls.whep()).isEqualTo("http://gateway/live/video-to-video/s1-out/whep");
        assertThat(urls.rtmp()).isEqualTo("rtmp://gateway/live/s1");
        assertThat(urls.data()).as("not asked for").isEmpty();
        var asked = next(one.asked);
        assertThat(asked.path()).isEqualTo("/ai/stream/start");
        assertThat(asked.job().id()).isEqualTo("s1");
        assertThat(asked.job().parameters()).isEqualTo(VIDEO);
        assertThat(asked.body()).isEqualTo("{\"params\":{\"prompt\":\"hey\"}}");
        assertThat(two.asked).as("it has no room").isEmpty();
    }

    @Test
    void stopsOnceAndKnowsTheStreamNoMore() throws Exception {
        begin("s1", DATA);
        next(one.asked);

        assertThat(steer("s1", "stop", "enough").status()).isEqualTo(200);

        var stopped = next(one.asked);
        assertThat(stopped.path()).isEqualTo("/ai/stream/stop");
        assertThat(stopped.body()).isEqualTo("enough");
        assertThat(stopped.job().streamId()).isEqualTo("s1");
        var recorded = RecordedExchanges.named("G-128");
        var again = steer("s1", "stop", "{}");
        assertThat(again.status()).isEqualTo(recorded.status());
        assertThat(text(again)).isEqualTo(recorded.response().bodyText());
        await(() -> streams.find("s1").orElseThrow().over());
        assertThat(begin("s1", DATA).status()).as("the id is free again").isEqualTo(200);
    }

    @Test
    void passesUpdatesOnAndTellsTheStatus() throws Exception {
        begin("s1", DATA);
        next(one.asked);

        var updated = steer("s1", "update", "{\"prompt\":\"new\"}");

        assertThat(updated.status()).isEqualTo(200);
        assertThat(text(updated)).isEqualTo("{\"echo\":\"update\"}");
        assertThat(next(one.asked).body()).isEqualTo("{\"prompt\":\"new\"}");
        one.publish("s1-events", "{\"event\":{\"type\":\"status\",\"state\":\"ONLINE\"}}");
        await(() -> status().contains("ONLINE"));
        assertThat(status())
                .contains("\"orchestrator\":\"" + one.service() + "\"")
                .contains("\"whep_url\":\"http://gateway/live/video-to-video/s1-out/whep\"");
    }

    private String status() {
        try {
            return text(call("GET", "/process/stream/s1/status", Headers.NONE, ""));
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void givesTheDataAsEvents() throws Exception {
        begin("s1", DATA);
        try (var events = call("GET", "/process/stream/s1/data", Headers.NONE, "")) {
            assertThat(events.status()).isEqualTo(200);
            assertThat(events.headers().first("Content-Type")).contains("text/event-stream");

            one.publish("s1-data", "{\"n\":1}\n{\"n\":2}\n");
            one.publish("s1-data", "{\"n\":3}");

            var lines = new BufferedReader(new InputStreamReader(events.body(), UTF_8));
            for (int n = 1; n <= 3; n++) {
                assertThat(lines.readLine()).isEqualTo("data: {\"n\":" + n + "}");
                assertThat(lines.readLine()).isEmpty();
            }
            steer("s1", "stop", "{}");
            assertThat(lines.readLine()).as("the end").isNull();
        }
        begin("s2", "{}");
        assertThat(call("GET", "/process/stream/s2/data", Headers.NONE, "").status())
                .isEqualTo(503);
    }

    @Test
    void showsWhatComesBackOfWhatIsPublished() throws Exception {
        begin("s1", VIDEO);
        one.echo("s1");
        var stream = streams.findOrdered("s1").orElseThrow();
        var seen = new LinkedBlockingQueue<AccessUnit>();
        stream.output().add(new OutputSink() {
            @Override
            public void unit(AccessUnit unit) {
                seen.add(unit);
            }

            @Override
            public void ended() {}
        });
        var seated = streams.publish(stream.order(), new RealtimeStreams.Newcomer("a test", () -> {}, () -> {}));
        var seat = ((RealtimeStreams.Seated) seated).seat();

        for (int frame = 0; frame < 20; frame++) {
            seat.bring(frame(frame));
        }

        assertThat(next(seen)).isInstanceOf(AccessUnit.Picture.class);
    }

    /** Of 30 a second; the first is a keyframe. */
    private static AccessUnit.Picture frame(int number) {
        var time = new MediaTime(number * 3_000L);
        var front = number == 0 ? KEYFRAME : DELTA;
        var bytes = MediaBytes.owning(HexFormat.of().parseHex(front + "02".repeat(100)));
        return new AccessUnit.Picture(VideoCodec.H264, time, time, number == 0, bytes);
    }

    @Test
    void goesOnToTheNextWhenAnApplicationSaysNothingAndTellsItTheLastParameters() throws Exception {
        reopen(false, times(LONG, Duration.ofSeconds(3)));
        two.free = 1;
        begin("s1", DATA);
        var first = one.asked.isEmpty() ? two : one;
        var second = one.asked.isEmpty() ? one : two;
        next(first.asked);
        steer("s1", "update", "{\"prompt\":\"new\"}");
        next(first.asked);

        assertThat(next(second.asked).path()).isEqualTo("/ai/stream/start");
        var repeated = next(second.asked);
        assertThat(repeated.path()).isEqualTo("/ai/stream/update");
        assertThat(repeated.body()).isEqualTo("{\"prompt\":\"new\"}");
        assertThat(next(first.asked).path()).isEqualTo("/ai/stream/stop");
    }

    @Test
    void endsWithTheLastOnTheList() throws Exception {
        begin("s1", DATA);

        one.closeChannel("s1-events");

        await(() -> streams.find("s1").orElseThrow().over());
        assertThat(steer("s1", "stop", "{}").status()).isEqualTo(404);
    }

    @Test
    void saysWhyNobodyBegan() throws Exception {
        one.startStatus = 500;
        var failed = begin("s1", DATA);
        assertThat(failed.status()).isEqualTo(502);
        assertThat(text(failed)).contains("not now");

        one.startStatus = 422;
        assertThat(begin("s2", DATA).status()).as("the application's own words").isEqualTo(422);

        one.free = 0;
        assertThat(begin("s3", DATA).status()).isEqualTo(503);
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        begin("s1", DATA);

        assertThat(begin("s1", DATA).status()).as("in use").isEqualTo(400);
        assertThat(begin("a b", DATA).status()).isEqualTo(400);
        assertThat(begin("x-out", DATA).status()).isEqualTo(400);
        assertThat(begin("s2", "{").status()).isEqualTo(400);
        assertThat(call("POST", "/process/stream/start", Headers.NONE, "{}").status())
                .isEqualTo(400);
        assertThat(announcing(10_485_761)).isEqualTo(413);
        var recorded = RecordedExchanges.named("G-117");
        var unknown = call("GET", "/process/stream/nosuch/status", Headers.NONE, "");
        assertThat(unknown.status()).isEqualTo(recorded.status());
        assertThat(text(unknown)).isEqualTo(recorded.response().bodyText());
    }

    /** The answer to a start whose body is that large. */
    private int announcing(int bytes) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + server.port() + "/process/stream/start");
        var headers = Headers.of("Livepeer", job(DATA)).with("Content-Length", Integer.toString(bytes));
        try (var call = client.open(new HttpCall("POST", uri, headers, HttpCall.Version.HTTP_1_1, PATIENT));
                var answer = call.answer()) {
            return answer.status();
        }
    }

    @Test
    void paysAheadAndAgainWhileItLasts() throws Exception {
        one.price = Optional.of(Price.of(100, 1));
        reopen(true, times(Duration.ofMillis(100), LONG));

        assertThat(begin("s1", DATA).status()).isEqualTo(200);

        var started = next(one.asked);
        assertThat(started.payment()).isNotEmpty();
        assertThat(started.job().isSigned(Signatures::signedBy)).isTrue();
        assertThat(started.job().isFreshlySigned(Signatures::signedBy)).isTrue();
        var paid = next(one.paid);
        assertThat(paid.job().streamId()).isEqualTo("s1");
        next(one.paid);
    }
}
