package io.headrace.models.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.models.runner.session.SessionLimits;
import io.headrace.models.runner.status.FrameCounts;
import io.headrace.models.runner.status.Situation;
import io.headrace.trickle.ChannelName;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Whole sessions over real HTTP, with a model that leaves pictures as they are. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SessionTest {

    private final ManualClock clock = new ManualClock();
    /** How many pictures a test sends at most while it waits for a word. */
    private static final int MOST_PICTURES = 10_000;

    private final FakeWorks works = new FakeWorks(clock);
    private LiveStage stage;

    @BeforeEach
    void open() throws Exception {
        stage = LiveStage.ready(works, clock, clock);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    private Feeder feeder() throws Exception {
        return new Feeder(stage.publisher("in"));
    }

    private void say(String... documents) throws Exception {
        var control = stage.publisher("control");
        for (var document : documents) {
            control.publish(ByteBuffer.wrap(document.getBytes(UTF_8)));
        }
    }

    private boolean isStreaming() {
        return stage.runner.situation() instanceof Situation.Streaming;
    }

    private void untilEnded() {
        LiveStage.until("the session ends", () -> !isStreaming());
    }

    private static List<Long> times(List<Picture> pictures) {
        return pictures.stream().map(picture -> picture.presentation().ticks()).toList();
    }

    private static List<Long> nth(int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> n * Pictures.TICKS).toList();
    }

    private static long count(List<JsonNode> events, String type) {
        return events.stream()
                .filter(each -> each.path("event").path("type").asString().equals(type))
                .count();
    }

    @Test
    void putsOutEachPictureOnceInOrderWithItsTime() throws Exception {
        var out = stage.pictures();
        assertThat(stage.start().status()).isEqualTo(200);

        try (var feeder = feeder()) {
            for (int n = 0; n < 300; n += 30) {
                int so = n + 30;
                feeder.send(n, so);
                LiveStage.until("a second is out", () -> out.size() == so);
            }
        }

        assertThat(times(out)).isEqualTo(nth(0, 300));
        untilEnded();
        assertThat(stage.runner.counts()).isEqualTo(new FrameCounts(300, 300, 0, 0, 0));
        assertThat(stage.channels.find(new ChannelName("out")))
                .as("its output channel is closed")
                .isEmpty();
        assertThat(stage.channels.find(new ChannelName("events"))).isEmpty();
        assertThat(works.closed).hasValue(1);
    }

    @Test
    void putsOutAPictureBeforeItsSegmentHasEnded() throws Exception {
        var out = stage.pictures();
        stage.start();
        var feeder = feeder();

        for (int n = 0; n < 10; n++) {
            int so = n;
            feeder.send(n, n + 1);
            LiveStage.until("picture " + so, () -> out.size() == so + 1);
        }
        feeder.close();
    }

    @Test
    void joinsAChannelAtTheSegmentThatBeganLast() throws Exception {
        var out = stage.pictures();
        var feeder = feeder();
        feeder.send(0, 75);

        stage.start();
        feeder.send(75, 80);

        LiveStage.until("the rest is out", () -> out.size() == 20);
        assertThat(times(out)).isEqualTo(nth(60, 80));
        feeder.close();
    }

    @Test
    void resumesBehindAnotherRunnersLastPicture() throws Exception {
        var events = stage.documents("events");
        var out = stage.pictures();
        stage.start();
        say("{\"headrace\":{\"resume\":{\"after\":" + 44 * Pictures.TICKS + "}}}", "nonsense");
        LiveStage.until("the messages are read", () -> count(events, "error") == 1);

        var feeder = feeder();
        feeder.send(30, 60);

        LiveStage.until("the rest is out", () -> out.size() == 15);
        assertThat(times(out)).isEqualTo(nth(45, 60));
        assertThat(out.getFirst().keyframe()).isTrue();
        LiveStage.until("all are counted", () -> stage.runner.counts().out() == 15);
        assertThat(stage.runner.counts()).isEqualTo(new FrameCounts(30, 15, 0, 15, 0));
        feeder.close();
    }

    @Test
    void takesParametersIgnoresKeepAliveAndTellsOfRefusedOnes() throws Exception {
        var events = stage.documents("events");
        var out = stage.pictures();
        stage.start();
        say("{\"keep\":\"alive\"}", "{\"b\":2}", "", "nonsense", "{\"refuse\":1}");
        LiveStage.until("what cannot be read is told", () -> count(events, "error") == 1);

        var feeder = feeder();
        for (int n = 0; count(events, "error") < 2 && n < MOST_PICTURES; n++) {
            feeder.send(n, n + 1);
            LockSupport.parkNanos(1_000_000);
        }

        LiveStage.until("a refusal is told", () -> count(events, "error") >= 2);
        LiveStage.until("the picture goes on", () -> !out.isEmpty());
        assertThat(works.done).doesNotContain("{\"keep\":\"alive\"}");
        feeder.close();
    }

    @Nested
    class Ends {

        @Test
        void whenNobodyTakesItsOutput() throws Exception {
            var events = stage.documents("events");
            stage.start();
            var feeder = feeder();
            feeder.send(0, 1);
            LiveStage.until("it flows", () -> stage.runner.counts().out() == 1);

            stage.channels.remove(new ChannelName("out"));
            for (int n = 1; isStreaming(); n++) {
                feeder.send(n, n + 1);
                LockSupport.parkNanos(1_000_000);
            }

            LiveStage.until("it is told", () -> count(events, "error") == 1);
            assertThat(stage.health()).isNotEqualTo("ERROR");
        }

        @Test
        void whenItsInputWasNeverThere() throws Exception {
            var events = stage.documents("events");
            stage.channels.remove(new ChannelName("in"));

            stage.start();

            untilEnded();
            LiveStage.until("it is told", () -> count(events, "error") == 1);
        }

        @Test
        void afterAMinuteWithoutInput() throws Exception {
            var events = stage.documents("events");
            stage.start();

            clock.pass(Duration.ofSeconds(60));
            stage.runner.tick();
            assertThat(isStreaming()).isTrue();
            clock.passMs(1);
            stage.runner.tick();

            untilEnded();
            LiveStage.until("it is told", () -> count(events, "error") == 1);
        }

        @Test
        void notWhileOneOfOursStandsByAndSaysSo() throws Exception {
            var reply = stage.post("/live-video-to-video", stage.ownPlan());
            assertThat(reply.status()).isEqualTo(200);
            var control = stage.publisher("control");

            for (int n = 0; n < 20; n++) {
                clock.pass(Duration.ofSeconds(10));
                control.publish(ByteBuffer.wrap("{\"keep\":\"alive\"}".getBytes(UTF_8)));
                int so = n;
                LiveStage.until("it is heard", () -> stage.channel("control").head() > so);
                stage.runner.tick();
            }
            assertThat(isStreaming()).isTrue();
        }

        @Test
        void whenInputFlowsAndNothingComesOfIt() throws Exception {
            var events = stage.documents("events");
            var stuck = new CountDownLatch(1);
            works.inBetween = () -> awaiting(stuck);
            stage.start();
            var feeder = feeder();
            for (int n = 0; n < 24; n++) {
                feeder.send(n, n + 1);
                int so = n;
                LiveStage.until("it is read", () -> stage.runner.counts().in() == so + 1 || !isStreaming());
                clock.passMs(500);
                stage.runner.tick();
            }
            stuck.countDown();

            untilEnded();
            LiveStage.until(
                    "its state is told",
                    () -> events.stream()
                            .anyMatch(each -> each.path("event")
                                    .path("state")
                                    .asString("")
                                    .equals("ERROR")));
        }

        private static void awaiting(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        @Test
        void notWhenAPictureNeverComesBackSoThatTheRunnerIsUnfit() throws Exception {
            var stuck = new AtomicBoolean(true);
            var limits = SessionLimits.DEFAULT;
            var hasty = new SessionLimits(
                    limits.waitingPictures(),
                    limits.waitingBytes(),
                    limits.patience(),
                    limits.patienceAtTakeOver(),
                    limits.keyframeEvery(),
                    limits.restarts(),
                    limits.documentBytes(),
                    limits.waitingDocuments(),
                    limits.idle(),
                    limits.statusEvery(),
                    Duration.ofMillis(50));
            var taken = new CountDownLatch(1);
            works.inBetween = () -> {
                taken.countDown();
                while (stuck.get()) {
                    LockSupport.parkNanos(1_000_000);
                }
            };
            try (var other = new LiveStage(works, clock, clock, hasty, "")) {
                other.runner.load();
                other.start();
                var feeder = new Feeder(other.publisher("in"));
                feeder.send(0, 1);
                // One that was read and not begun with is forgotten at the end, and holds nobody up.
                assertThat(taken.await(20, TimeUnit.SECONDS)).isTrue();

                other.post("/live-video-to-video/stop", "");

                assertThat(other.health()).isEqualTo("ERROR");
                assertThat(other.start().status()).isEqualTo(500);
            } finally {
                stuck.set(false);
            }
        }

        @Test
        void whenItIsStopped() throws Exception {
            stage.start();

            var reply = stage.post("/live-video-to-video/stop", "");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(isStreaming()).isFalse();
            assertThat(stage.channels.find(new ChannelName("out"))).isEmpty();
            clock.pass(Duration.ofSeconds(4));
            assertThat(stage.health()).isEqualTo("IDLE");
        }
    }

    @Test
    void aSecondStartStopsTheFirst() throws Exception {
        stage.channels.create(new ChannelName("in2"), "");
        stage.channels.create(new ChannelName("out2"), "");
        stage.start();

        var second = stage.post("/live-video-to-video", stage.plan("{}", "2"));

        assertThat(second.status()).isEqualTo(200);
        assertThat(works.opened).hasValue(2);
        assertThat(works.closed).hasValue(1);
        assertThat(stage.channels.find(new ChannelName("out"))).isEmpty();
        assertThat(stage.channels.find(new ChannelName("out2"))).isPresent();
        assertThat(isStreaming()).isTrue();
    }

    @Test
    void isUnfitAfterThreeFruitlessSessions() throws Exception {
        works.breakingAt.addAll(nth(0, 300));
        for (int n = 0; n < 3; n++) {
            for (var name : List.of("in", "out", "events")) {
                stage.channels.remove(new ChannelName(name));
                stage.channels.create(new ChannelName(name), "");
            }
            assertThat(stage.health()).isNotEqualTo("ERROR");
            stage.start();
            var feeder = feeder();
            for (int at = 0; at < 120; at += 30) {
                int so = at + 30;
                feeder.send(at, so);
                LiveStage.until("a second is in", () -> stage.runner.counts().in() >= so || !isStreaming());
            }
            untilEnded();
        }

        assertThat(stage.health()).isEqualTo("ERROR");
        assertThat(stage.start().status()).isEqualTo(500);
    }

    @Test
    void tellsHowItFares() throws Exception {
        var events = stage.documents("events");
        stage.start();
        LiveStage.until("the status comes at once", () -> count(events, "status") == 1);
        var feeder = feeder();
        for (int n = 0; n < 75; n++) {
            feeder.send(n, n + 1);
            int so = n;
            LiveStage.until("it is out", () -> stage.runner.counts().out() == so + 1);
            clock.passMs(33);
        }
        clock.pass(Duration.ofSeconds(3));
        stage.runner.tick();

        LiveStage.until("a change is told", () -> count(events, "status") == 2);
        var status = events.stream()
                .map(each -> each.path("event"))
                .filter(each -> each.path("state").asString("").equals("DEGRADED_INPUT"))
                .findFirst()
                .orElseThrow();
        assertThat(status.path("frames_in").asLong()).isEqualTo(75);
        assertThat(status.path("frames_out").asLong()).isEqualTo(75);
        assertThat(List.of(
                        "runner_receive_stream_request",
                        "runner_receive_first_ingest_segment",
                        "runner_send_first_processed_segment"))
                .allSatisfy(type -> assertThat(count(events, type)).isOne());
        feeder.close();
    }

    @Test
    void recordsFramesAndPassesSoundOnForOneOfOurs() throws Exception {
        var traces = stage.documents("trace");
        List<String> sound =
                stage.collect("sound-out", (segment, into) -> into.add(new String(segment.readAll(1 << 20), UTF_8)));
        assertThat(stage.post("/live-video-to-video", stage.ownPlan()).status()).isEqualTo(200);
        var from = stage.publisher("sound");
        from.publish(ByteBuffer.wrap("first sound".getBytes(UTF_8)));
        LiveStage.until("the first is through", () -> sound.equals(List.of("first sound")));
        from.publish(ByteBuffer.wrap("second sound".getBytes(UTF_8)));
        var feeder = feeder();
        feeder.send(0, 3);
        LiveStage.until("they are out", () -> stage.runner.counts().out() == 3);

        stage.runner.tick();

        LiveStage.until("it is told", () -> !traces.isEmpty());
        assertThat(traces.getFirst())
                .hasSize(3)
                .allSatisfy(frame -> assertThat(frame).hasSize(6));
        assertThat(traces.getFirst().get(2).get(0).asLong()).isEqualTo(6_000);
        LiveStage.until("sound is through", () -> sound.equals(List.of("first sound", "second sound")));
        feeder.close();
    }
}
