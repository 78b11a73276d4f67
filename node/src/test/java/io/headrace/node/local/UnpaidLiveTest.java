package io.headrace.node.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.ethereum.key.LocalKey;
import io.headrace.gateway.discovery.Reach;
import io.headrace.job.JobId;
import io.headrace.journal.Fact;
import io.headrace.journal.JournalEntry;
import io.headrace.ledger.Command;
import io.headrace.ledger.LedgerStep;
import io.headrace.media.AccessUnit;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.role.BatchModels;
import io.headrace.node.role.GatewayRole;
import io.headrace.node.role.GatewaySettings;
import io.headrace.node.role.LiveModels;
import io.headrace.node.role.LiveSettings;
import io.headrace.node.role.ModelSettings;
import io.headrace.node.role.NodeBase;
import io.headrace.node.role.OrchestratorRole;
import io.headrace.node.role.RealtimeSettings;
import io.headrace.payments.Wei;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.trickle.Arrival;
import io.headrace.tricklehttp.ChannelAddress;
import io.headrace.tricklehttp.ChannelCalls;
import io.headrace.tricklehttp.HttpSubscriber;
import io.headrace.tricklehttp.Pause;
import io.headrace.webrtc.peer.Camera;
import io.headrace.webrtc.peer.Screen;
import io.headrace.wire.realtime.ChannelPoint;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a live session comes to whose payments do not arrive any more: its gateway believes that it goes on paying. */
@Timeout(240)
class UnpaidLiveTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final ModelSettings NOOP =
            ModelSettings.of(new LiveModels(List.of("noop"), 1, Optional.empty()), BatchModels.NONE);

    private static final int TICKS_PER_FRAME = 6_000;
    private static final long FRAME_NANOS = 66_666_667;
    private static final long PIXELS_PER_FRAME = 320 * 180;
    private static final int PICTURES = 90;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final NodeBase base = new NodeBase();
    private final HttpClient channels = HttpClient.start(ClientConfig.FOR_NODES);
    private final java.net.http.HttpClient application = java.net.http.HttpClient.newHttpClient();
    private LocalBench bench;
    private LossyOrchestrator link;
    private GatewayRole gateway;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        bench = LocalBench.computing(folder, NOOP);
        link = new LossyOrchestrator(folder.resolve("link"), URI.create(worker().serviceUri()));
        gateway = gateway(folder);
    }

    @AfterEach
    void stop() {
        gateway.close();
        link.close();
        bench.close();
        channels.close();
        base.close();
    }

    @Test
    void endsWithinTwoSecondsOfUnpaidWorkTellsWhyAndClosesItsConnections() throws Exception {
        try (var camera = Camera.on(stream("film/whip?pipeline=noop&standby=none"));
                var screen = Screen.on(stream("film-out/whep"));
                var publisher = new Publisher(camera, bench.pictures())) {
            seesPictures(screen);
            link.losePayments();

            var reason = lastWord(link.sessions.getFirst().channels().events());
            long told = System.nanoTime();
            int sent = publisher.sent();

            assertThat(reason.path("reason").stringValue()).isEqualTo("insufficient-balance");
            var sentence = reason.path("message").stringValue();
            assertThat(publisher.between(sent - unpaid(), told)).isLessThan(Duration.ofSeconds(2));

            assertThat(camera.peer().ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(screen.peer().ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            WorkersElsewhere.await("the stream's end", () -> ours("state").equals("Failed"));
            assertThat(status().path("gateway_status")
                            .path("error")
                            .path("error_message")
                            .stringValue())
                    .contains(sentence);
            assertThat(ours("publishing")).isEqualTo("false");
        }
    }

    /** What the status says beside what existing gateways say. */
    private String ours(String field) throws Exception {
        return status().path("headrace").path(field).asString();
    }

    private OrchestratorRole worker() {
        return bench.network().orchestrators().getFirst();
    }

    /** It knows one orchestrator, behind the bad link, and has money enough. */
    private GatewayRole gateway(Path folder) throws Exception {
        var data = new DataDirectory(folder.resolve("gateway")).created();
        var key = data.key(base.secrets());
        var fund = new Command.Fund(
                bench.network().gateway().address(),
                key.address(),
                LocalMoney.ONE_ETH.times(2),
                LocalMoney.ONE_ETH,
                LocalMoney.ONE_ETH);
        assertThat(bench.network().ledger().orElseThrow().apply(fund)).isInstanceOf(LedgerStep.Applied.class);
        return GatewayRole.start(
                new GatewaySettings(
                        data,
                        0,
                        0,
                        List.of(link.service()),
                        Optional.empty(),
                        List.of(),
                        LiveSettings.open(0).with(RealtimeSettings.any()),
                        LocalBench.natives(),
                        Wei.ZERO,
                        Wei.ZERO,
                        GatewaySettings.USUAL_DRAINED_GRACE,
                        Reach.ANYWHERE,
                        Optional.empty()),
                base,
                bench.network().access(),
                new LocalKey(key));
    }

    private static void seesPictures(Screen screen) throws Exception {
        for (int i = 0; i < PICTURES; i++) {
            Objects.requireNonNull(screen.next(PATIENCE.toMillis()), "a picture in time");
        }
    }

    /** What is said at the head of the channel when the session ends; runners' errors have no reason. */
    private JsonNode lastWord(ChannelPoint events) throws Exception {
        var address = new ChannelAddress(URI.create(events.url()), events.token());
        try (var subscriber = new HttpSubscriber(new ChannelCalls(channels, address), 0, Pause.real())) {
            while (true) {
                switch (subscriber.next()) {
                    case Arrival.Segment(var segment) -> {
                        try (segment) {
                            var event = JSON.readTree(new String(segment.readAll(1 << 20), UTF_8))
                                    .path("event");
                            if (event.has("reason")) {
                                return event;
                            }
                        }
                    }
                    case Arrival.Missed missed -> subscriber.seek(missed.resumeAt());
                    case Arrival.Ended _ -> throw new AssertionError("The session ended without a word");
                }
            }
        }
    }

    /** How many pictures came that were not paid for, by the orchestrator's books, which are closed a moment later. */
    private int unpaid() throws Exception {
        var job = new JobId(ours("job"));
        WorkersElsewhere.await(
                "the end in the books", () -> cameUntilUnpaid(job).isPresent());
        var perPixel = LocalOrchestrator.ALL.getFirst().price().perUnit();
        long paid = facts(job)
                .filter(Fact.AccountCharged.class::isInstance)
                .mapToLong(fact -> ((Fact.AccountCharged) fact).fee().floorOf(perPixel))
                .sum();
        return (int) ((cameUntilUnpaid(job).orElseThrow() - paid) / PIXELS_PER_FRAME);
    }

    private Optional<Long> cameUntilUnpaid(JobId job) {
        return facts(job)
                .filter(Fact.Remarked.class::isInstance)
                .map(fact -> ((Fact.Remarked) fact).sentence())
                .filter(sentence -> sentence.contains("insufficient-balance"))
                .map(sentence -> Long.valueOf(sentence.replaceFirst(".* ended after (\\d+) pixels.*", "$1")))
                .findFirst();
    }

    private Stream<Fact> facts(JobId job) {
        return worker().journal().read(job).stream().map(JournalEntry::fact);
    }

    private URI stream(String rest) {
        return URI.create("http://127.0.0.1:" + gateway.httpPort() + "/live/video-to-video/" + rest);
    }

    private JsonNode status() throws Exception {
        var request = HttpRequest.newBuilder(stream("film/status")).build();
        return JSON.readTree(
                application.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** Publishes the clip round and round, as fast as it was taken. */
    private static final class Publisher implements AutoCloseable {
        private final List<Long> sent = new CopyOnWriteArrayList<>();
        private final Thread thread;
        private volatile boolean enough;

        Publisher(Camera camera, List<AccessUnit.Picture> clip) {
            thread = Thread.ofPlatform().start(() -> {
                long due = System.nanoTime();
                for (int i = 0; !enough; i++) {
                    sent.add(System.nanoTime());
                    camera.send(clip.get(i % clip.size()).bytes(), i * TICKS_PER_FRAME);
                    due += FRAME_NANOS;
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            });
        }

        int sent() {
            return sent.size();
        }

        /** From that picture to a moment. */
        Duration between(int picture, long nanos) {
            return Duration.ofNanos(nanos - sent.get(picture));
        }

        @Override
        public void close() {
            enough = true;
            LockSupport.unpark(thread);
        }
    }
}
