package io.headrace.orchestrator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.ManifestId;
import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.orchestrator.live.EchoWorkshop;
import io.headrace.orchestrator.live.LiveConfig;
import io.headrace.orchestrator.live.PictureStream;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.transport.Headers;
import io.headrace.trickle.Arrival;
import io.headrace.trickle.Subscriber;
import io.headrace.wire.realtime.ChannelPoint;
import io.headrace.wire.realtime.EventEnvelope;
import io.headrace.wire.realtime.SessionAnswer;
import io.headrace.wire.realtime.SessionRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live sessions over real HTTP, off chain. */
class LiveSessionTest {

    private EchoWorkshop runners;
    private LocalOrchestrator orchestrator;
    private LiveGateway gateway;

    @BeforeEach
    void start() throws Exception {
        runners = new EchoWorkshop(Map.of(LiveGateway.MODEL, 1));
        start(config -> config);
    }

    private void start(UnaryOperator<OrchestratorConfig> change) throws Exception {
        orchestrator = LocalOrchestrator.live(runners, new FreeOfCharge(), change);
        gateway = new LiveGateway(orchestrator);
    }

    @AfterEach
    void stop() {
        runners.close();
        orchestrator.close();
    }

    @Test
    void advertisesItsModelsAndThatItMetersTheFlow() {
        var info = gateway.info();

        assertThat(info.metersFlow()).isTrue();
        assertThat(models(info.capabilities().orElseThrow()))
                .containsExactly(Map.entry(LiveGateway.MODEL, new ModelConstraint(true, 1, "", 0)));
        assertThat(LiveGateway.NEEDED
                        .compatibilityWith(info.capabilities().orElseThrow())
                        .isCompatible())
                .as("an existing gateway's request fits")
                .isTrue();
    }

    @Test
    void tellsHowManyPlacesAreTaken() throws Exception {
        var _ = gateway.started(true);

        assertThat(models(gateway.info().capabilities().orElseThrow()))
                .containsExactly(Map.entry(LiveGateway.MODEL, new ModelConstraint(true, 1, "", 1)));
    }

    private static Map<String, ModelConstraint> models(Capabilities offered) {
        return offered.constraints().perCapability().getOrDefault(Capability.LIVE_VIDEO_TO_VIDEO.id(), Map.of());
    }

    @Test
    void givesExistingGatewaysFourChannelsWithoutTokens() throws Exception {
        var session = gateway.started(false);

        assertThat(session.channels().own()).isEmpty();
        assertThat(networks(session)).allSatisfy(point -> {
            assertThat(point.token()).isEmpty();
            assertThat(point.url())
                    .matches("http://127.0.0.1:\\d+/ai/trickle/[0-9a-f]{32}(-out|-control|-events)?")
                    .doesNotContain(session.manifestId().substring(5));
        });
        var request = runners.requests.getFirst();
        assertThat(request.channels()).isEqualTo(session.channels());
        assertThat(request.manifestId()).isEqualTo(session.manifestId());
        assertThat(request.model()).isEqualTo(LiveGateway.MODEL);
        assertThat(request.parameters()).isEqualTo("{\"prompt\":\"hello\"}");
        assertThat(request.streamId()).isEqualTo("stream-1");
        assertThat(request.requestId()).isEqualTo("request-1");
    }

    @Test
    void givesNodesOfOursThreeMoreAndATokenForEach() throws Exception {
        var session = gateway.started(true);

        var own = session.channels().own().orElseThrow();
        var all = Stream.concat(networks(session), Stream.of(own.soundInput(), own.soundOutput(), own.trace()))
                .toList();
        assertThat(all).extracting(ChannelPoint::token).doesNotHaveDuplicates().allMatch(token -> token.length() == 32);
        assertThat(own.soundInput().url()).endsWith("-audio");
        assertThat(own.soundOutput().url()).endsWith("-audio-out");
        assertThat(own.trace().url()).endsWith("-trace");
        assertThat(runners.requests.getFirst().channels()).isEqualTo(session.channels());
    }

    @Test
    void tellsRunnersAnotherHostWhereTheyNeedOne() throws Exception {
        stop();
        runners = new EchoWorkshop(Map.of(LiveGateway.MODEL, 1));
        runners.does(new EchoWorkshop.Mood.Broken("only asked"));
        start(config -> config.with(LiveConfig.DEFAULT.withRunnerHost("trickle.inside:9000")));

        var _ = gateway.start(true).readAll();

        assertThat(runners.requests.getFirst().channels().input().url())
                .startsWith("http://trickle.inside:9000/ai/trickle/");
    }

    @Test
    void echoesWhatComesIn() throws Exception {
        var session = gateway.started(true);
        var stream = new PictureStream();
        try (var input = gateway.publisher(session.channels().input(), "video/MP2T");
                var output = gateway.subscriber(session.channels().output())) {
            for (int i = 0; i < 3; i++) {
                var segment = stream.segment(30);
                input.publish(segment.duplicate());

                assertThat(next(output)).isEqualTo(bytes(segment));
            }
        }
    }

    @Test
    void givesNothingToWhoGuessesOrShowsAnotherToken() throws Exception {
        var session = gateway.started(true);
        var base = orchestrator.uri("/ai/trickle/").toString();
        var name = session.manifestId();
        var bare = name.substring(name.indexOf('.') + 1);

        for (var guess :
                Stream.of(name, bare, "stream-1", "request-1", bare + "-out").toList()) {
            assertThat(gateway.status("GET", base + guess + "/-1")).isEqualTo(404);
            assertThat(gateway.status("POST", base + guess + "/0")).isEqualTo(404);
        }
        assertThat(gateway.status("POST", base + "mine")).as("creation").isEqualTo(404);
        var input = session.channels().input();
        assertThat(gateway.status("GET", input.url() + "/next")).isEqualTo(401);
        assertThat(gateway.status("DELETE", input.url())).isEqualTo(401);
        assertThat(gateway.status("POST", input.url() + "/0")).isEqualTo(401);
        var other = new ChannelPoint(input.url(), session.channels().output().token());
        assertThatThrownBy(() -> gateway.calls(other).head()).hasMessageContaining("401");
        assertThat(gateway.calls(input).head()).isZero();
    }

    @Test
    void refusesMoreThanItsRunnersCanDoAndGivesThePlaceBack() throws Exception {
        var first = gateway.started(true);

        var second = gateway.start(true);
        assertThat(second.status()).isEqualTo(503);
        assertThat(TestGateway.text(second)).startsWith("insufficient capacity: 1 of 1 places for noop");

        gateway.calls(first.channels().input()).delete();
        orchestrator.await(WorkFact.LiveEnded.class);
        assertThat(gateway.started(true).manifestId()).isNotEqualTo(first.manifestId());
    }

    @Test
    void refusesModelsThatNobodyRuns() throws Exception {
        var request = new SessionRequest("other", "{}", "", "", true);

        var answer =
                gateway.start(request, gateway.papers(gateway.info().token().orElseThrow(), Optional.empty()));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(TestGateway.text(answer)).contains("other");
    }

    @Test
    void saysWhatIsMissingInARequestThatMakesNoSense() throws Exception {
        var papers = gateway.papers(gateway.info().token().orElseThrow(), Optional.empty());

        var noModel = gateway.post("/live-video-to-video", papers, "{}");
        assertThat(noModel.status()).isEqualTo(400);
        assertThat(TestGateway.text(noModel)).contains("model_id is missing");
        assertThat(gateway.post("/live-video-to-video", papers, "no json").status())
                .isEqualTo(400);
        assertThat(gateway.post("/live-video-to-video", papers, "").status()).isEqualTo(400);
        assertThat(runners.requests).isEmpty();
    }

    @Test
    void refusesWhoShowsNoToken() throws Exception {
        var answer = gateway.post(
                "/live-video-to-video", Headers.contentType("application/json"), "{\"model_id\":\"noop\"}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(orchestrator.orchestrator.live().desk().sessions()).isEmpty();
    }

    @Test
    void closesTheChannelsAgainWhenTheRunnerFails() throws Exception {
        runners.does(new EchoWorkshop.Mood.Broken("no memory for noop: 8 GiB needed, 2 are free"));

        var answer = gateway.start(true);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(TestGateway.text(answer)).contains("8 GiB needed");
        assertThat(gateway.status(
                        "GET", runners.requests.getFirst().channels().input().url() + "/next"))
                .isEqualTo(404);
        assertThat(orchestrator.orchestrator.live().desk().sessions()).isEmpty();
    }

    @Test
    void takesARunnerThatIsNotThereAfterAllForALackOfCapacity() throws Exception {
        runners.does(new EchoWorkshop.Mood.Gone());

        var answer = gateway.start(true);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(TestGateway.text(answer)).startsWith("insufficient capacity");
    }

    @Test
    void tellsTheGatewayThatItsRunnerDied() throws Exception {
        var session = gateway.started(true);
        try (var events = gateway.subscriber(session.channels().events())) {
            assertThat(EventEnvelope.decode(text(next(events))).type()).isEqualTo("status");

            runners.crash("killed by signal 9");

            assertThat(text(next(events)))
                    .contains("\"type\":\"error\"")
                    .contains("killed by signal 9")
                    .contains("\"reason\":\"runner-failed\"");
            assertThat(events.next()).isInstanceOf(Arrival.Ended.class);
        }
        assertThat(orchestrator.await(WorkFact.LiveEnded.class).code()).isEqualTo("runner-failed");
    }

    @Test
    void tellsOpenSessionsThatItLeavesAndEndsThem() throws Exception {
        var session = gateway.started(true);
        try (var events = gateway.subscriber(session.channels().events())) {
            var _ = next(events);
            var drained = new FutureTask<>(() -> orchestrator.orchestrator.drain(Duration.ofMillis(300)));
            Thread.ofVirtual().start(drained);

            assertThat(text(next(events))).contains("\"type\":\"draining\"");
            assertThat(gateway.info().draining()).isTrue();
            assertThat(gateway.start(true).status()).isEqualTo(503);
            assertThat(text(next(events))).contains("\"reason\":\"drained\"");
            assertThat(drained.get(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(runners.running()).isZero();
    }

    @Test
    void endsWhatTheOperatorStops() throws Exception {
        var session = gateway.started(true);

        orchestrator.orchestrator.live().stop(new ManifestId(session.manifestId()));

        assertThat(orchestrator.await(WorkFact.LiveEnded.class).code()).isEqualTo("stopped-by-operator");
        assertThat(runners.running()).isZero();
    }

    /** The order of the recorded session, E-072 to E-113. */
    @Test
    void servesAnExistingGatewayFromItsStartToItsEnd() throws Exception {
        var session = gateway.started(false);
        var channels = session.channels();
        var control = gateway.publisher(channels.control(), "video/MP2T");
        control.publish(ByteBuffer.wrap("{\"keep\":\"alive\"}".getBytes(UTF_8)));
        assertThat(runners.controls.poll(20, TimeUnit.SECONDS)).isEqualTo("{\"keep\":\"alive\"}");
        try (var events = gateway.subscriber(channels.events());
                var output = gateway.subscriber(channels.output())) {
            var _ = next(events);
            var input = gateway.publisher(channels.input(), "video/MP2T");
            var segment = new PictureStream().segment(60);
            var echo = new FutureTask<>(() -> next(output));
            Thread.ofVirtual().start(echo);
            input.publish(segment.duplicate());
            assertThat(echo.get(20, TimeUnit.SECONDS)).isEqualTo(bytes(segment));

            gateway.calls(channels.control()).delete();
            gateway.calls(channels.input()).delete();

            assertThat(events.next()).isInstanceOf(Arrival.Ended.class);
        }
        var ended = orchestrator.await(WorkFact.LiveEnded.class);
        assertThat(ended.code()).isEqualTo("gateway-left");
        assertThat(gateway.status("POST", channels.events().url() + "/10")).isEqualTo(404);
        assertThat(runners.running()).isZero();
    }

    @Test
    void tellsFactsFromTheFirstToTheLast() throws Exception {
        var session = gateway.started(true);
        gateway.calls(session.channels().input()).delete();

        var opened = orchestrator.await(WorkFact.LiveOpened.class);
        assertThat(opened.session().text()).isEqualTo(session.manifestId());
        assertThat(opened.stream()).isEqualTo("request-1");
        assertThat(orchestrator.await(WorkFact.LiveStarted.class).session()).isEqualTo(opened.session());
        assertThat(orchestrator.await(WorkFact.LiveEnded.class).session()).isEqualTo(opened.session());
    }

    private static Stream<ChannelPoint> networks(SessionAnswer session) {
        var channels = session.channels();
        return Stream.of(channels.input(), channels.output(), channels.control(), channels.events());
    }

    private static byte[] next(Subscriber from) throws Exception {
        if (from.next() instanceof Arrival.Segment(var segment)) {
            try (segment) {
                return segment.readAll(10_000_000);
            }
        }
        throw new AssertionError("No segment");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
