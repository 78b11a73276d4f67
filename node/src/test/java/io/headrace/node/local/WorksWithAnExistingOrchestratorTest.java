package io.headrace.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.Signatures;
import io.headrace.ethereum.key.LocalKey;
import io.headrace.ledger.Genesis;
import io.headrace.ledger.LedgerConfig;
import io.headrace.ledger.LedgerRules;
import io.headrace.ledger.LocalLedger;
import io.headrace.media.AccessUnit;
import io.headrace.media.FrameRate;
import io.headrace.media.request.ClipShape;
import io.headrace.media.request.MediaRequest;
import io.headrace.node.chain.InProcessLedger;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.role.GatewayRole;
import io.headrace.node.role.GatewaySettings;
import io.headrace.node.role.LiveSettings;
import io.headrace.node.role.MediaPrograms;
import io.headrace.node.role.NodeBase;
import io.headrace.node.role.RealtimeSettings;
import io.headrace.webrtc.peer.Camera;
import io.headrace.webrtc.peer.Screen;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.replay.AnswerComparison;
import io.headrace.wire.replay.IntendedDifference;
import io.headrace.wire.replay.RawAnswer;
import io.headrace.wire.replay.RawConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole gateway with an orchestrator of the existing network alone, and what applications were recorded to ask of it. */
class WorksWithAnExistingOrchestratorTest {

    /** Where a gateway of ours means to answer applications otherwise than the network's own. */
    private static final List<IntendedDifference> DIFFERENCES = List.of(
            IntendedDifference.of(
                            "pages of other origins may ask",
                            "Who may do what is decided by keys; theirs allows it when an environment variable says so.")
                    .in(List.of("E-097", "E-100", "E-101"), "header access-control-allow-origin: none -> *"),
            IntendedDifference.of(
                            "a refusal names what was asked for", "Its status and its form say the same as theirs.")
                    .in("E-101", "body Stream not found -> No stream named nosuch is known here"),
            IntendedDifference.of(
                            "what the runner said first is heard",
                            "Theirs subscribes too late for it, and never learns the parameters.")
                    .in(
                            "E-100",
                            "body lacks inference_status.last_params null",
                            "body has inference_status.last_params.prompt string"),
            IntendedDifference.of("more is told of a stream", "In an object of our name, which others pass over.")
                    .in(
                            "E-100",
                            "body has headrace.job string",
                            "body has headrace.orchestrator string",
                            "body has headrace.pipeline string",
                            "body has headrace.publishing boolean",
                            "body has headrace.state string",
                            "body has headrace.stream string",
                            "body has headrace.stream_id string",
                            "body has headrace.viewers number"));

    private static final int TICKS_PER_FRAME = 6_000;
    private static final long FRAME_NANOS = 66_666_667;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    /** What the recorded application asked for. */
    private static final String OPTIONS =
            "?pipeline=noop&streamId=st1&params=" + URLEncoder.encode("{\"prompt\":\"hello\"}", StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private final NodeBase base = new NodeBase();
    private ExistingOrchestrator orchestrator;
    private InProcessLedger chain;
    private GatewayRole gateway;

    @BeforeEach
    void start() throws Exception {
        orchestrator = new ExistingOrchestrator(folder.resolve("orchestrator"));
        var data = new DataDirectory(folder.resolve("gateway")).created();
        var key = data.key(base.secrets());
        var config = LedgerConfig.local(1);
        var genesis = new Genesis(List.of(Genesis.wealthy(key.address(), LocalMoney.WEALTH)));
        chain = new InProcessLedger(
                new LocalLedger(new LedgerRules(config, Signatures::signedBy), genesis), config.blockTime());
        gateway = GatewayRole.start(
                new GatewaySettings(
                        data,
                        0,
                        0,
                        List.of(URI.create(orchestrator.service())),
                        Optional.empty(),
                        List.of(),
                        LiveSettings.open(0).with(RealtimeSettings.any()),
                        LocalBench.natives(),
                        LocalMoney.ONE_ETH,
                        LocalMoney.ONE_ETH),
                base,
                chain,
                new LocalKey(key));
    }

    @AfterEach
    void stop() {
        gateway.close();
        orchestrator.close();
        chain.close();
        base.close();
    }

    @Test
    void withoutTokensAndPaidByTheClock() throws Exception {
        var clip = clip();
        var enough = new AtomicBoolean();
        try (var camera = Camera.on(URI.create(stream("s1/whip") + OPTIONS));
                var screen = Screen.on(stream("s1-out/whep"))) {
            var publisher = publishing(camera, clip, enough);
            seesPicturesUntil(screen, () -> !orchestrator.payments.isEmpty());

            startedAsExistingGatewaysStart();
            updatesAndTells();
            enough.set(true);
            publisher.join();
        }
        assertThat(asked("s1/stop")).isEqualTo(200);
        awaitThat(() -> orchestrator.openChannels() == 0);
    }

    /** A minute ahead at 27,648,000 units a second; after that what has passed, at the next segment. */
    private void startedAsExistingGatewaysStart() {
        assertThat(orchestrator.starts).hasSize(1);
        var start = orchestrator.starts.getFirst();
        assertThat(start.headers().first("Authorization")).contains("Livepeer-AI-Worker-1.0");
        assertThat(start.headers().first(PaymentCodec.HEADER).orElseThrow()).hasSizeGreaterThan(20_000);
        assertThat(start.payment().batch().orElseThrow().stubs()).hasSize(210);
        assertThat(AnswerComparison.shape(start.body()))
                .containsAll(AnswerComparison.shape(
                        RecordedExchanges.named("E-072").request().bodyText()));
        var second = ExistingOrchestrator.SECOND;
        assertThat(orchestrator.payments)
                .allSatisfy(payment ->
                        assertThat(ExistingOrchestrator.value(payment)).isBetween(second.times(4), second.times(12)));
    }

    /** The first status was said before the gateway could hear it. */
    private void updatesAndTells() throws Exception {
        var update = RecordedExchanges.named("E-097");
        IntendedDifference.assertNoOther(DIFFERENCES, update, replayed(update));
        awaitThat(() -> orchestrator.controls.contains(update.request().bodyText()));

        var status = RecordedExchanges.named("E-100");
        var told = replayed(status);
        IntendedDifference.assertNoOther(DIFFERENCES, status, told);
        assertThat(told.text()).contains("\"last_params\":{\"prompt\":\"hello\"}", "\"state\":\"ONLINE\"");
    }

    /** Nothing is there to be fetched: the reference node says 200 to that as well (J-002). */
    @ParameterizedTest
    @ValueSource(strings = {"E-070", "J-002"})
    void fetchesWhatAMediaServerTellsOf(String id) throws Exception {
        var recorded = RecordedExchanges.named(id);
        var body = recorded.request().bodyText().replace("19350", "" + closedPort());

        try (var application = RawConnection.plain(gateway.httpPort())) {
            var answer = application.ask(recorded.request(), recorded.path(), body.getBytes(StandardCharsets.UTF_8));
            IntendedDifference.assertNoOther(DIFFERENCES, recorded, answer);
        }
    }

    @Test
    void knowsNoStatusOfAStreamThatIsNotThere() throws Exception {
        var recorded = RecordedExchanges.named("E-101");

        IntendedDifference.assertNoOther(DIFFERENCES, recorded, replayed(recorded));
    }

    private RawAnswer replayed(RecordedExchange recorded) throws Exception {
        try (var application = RawConnection.plain(gateway.httpPort())) {
            return application.ask(recorded.request());
        }
    }

    /** With as many digits as the recorded one, so that the body is as long. */
    private static int closedPort() throws Exception {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private URI stream(String rest) {
        return URI.create("http://127.0.0.1:" + gateway.httpPort() + "/live/video-to-video/" + rest);
    }

    private int asked(String rest) throws Exception {
        try (var application = RawConnection.plain(gateway.httpPort())) {
            var head = RecordedExchanges.named("E-101").request().headers();
            return application
                    .send("POST", stream(rest).getPath(), head)
                    .answer()
                    .status();
        }
    }

    private List<AccessUnit.Picture> clip() throws Exception {
        var clip = folder.resolve("clip.mp4");
        try (var media = MediaPrograms.open(LocalBench.natives(), 1)) {
            media.ask(
                    new MediaRequest.MakeClip(
                            clip, new ClipShape(320, 180, FrameRate.of(15), Duration.ofSeconds(6), true, 0, 15)),
                    Duration.ofSeconds(60));
            return LocalBench.pictures(media, clip, folder);
        }
    }

    /** Round and round. */
    private static Thread publishing(Camera camera, List<AccessUnit.Picture> clip, AtomicBoolean enough) {
        return Thread.ofPlatform().start(() -> {
            long due = System.nanoTime();
            for (int i = 0; !enough.get(); i++) {
                camera.send(clip.get(i % clip.size()).bytes(), i * TICKS_PER_FRAME);
                due += FRAME_NANOS;
                LockSupport.parkNanos(due - System.nanoTime());
            }
        });
    }

    /** Each once, and each a picture that was shown. */
    private static void seesPicturesUntil(Screen screen, BooleanSupplier enough) throws Exception {
        var numbers = new HashSet<Integer>();
        int first = 0;
        while (numbers.size() < 45 || !enough.getAsBoolean()) {
            var picture = Objects.requireNonNull(
                    screen.next(Duration.ofNanos(PATIENCE_NANOS).toMillis()), "a picture");
            first = numbers.isEmpty() ? picture.timestamp() : first;
            int since = picture.timestamp() - first;
            assertThat(since % TICKS_PER_FRAME).isZero();
            assertThat(numbers.add(since / TICKS_PER_FRAME)).isTrue();
        }
    }

    private static void awaitThat(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(FRAME_NANOS);
        }
    }
}
