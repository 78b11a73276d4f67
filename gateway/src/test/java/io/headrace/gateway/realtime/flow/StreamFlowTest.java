package io.headrace.gateway.realtime.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.trickle.Arrival;
import io.headrace.trickle.LocalSubscriber;
import io.headrace.trickle.TrickleException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One session, over real HTTP. */
class StreamFlowTest {

    private static final int SESSION = 1;

    private final FlowStage stage = new FlowStage();
    private final StreamFlow flow = stage.flow;
    private final Audience audience = stage.audience;

    @AfterEach
    void close() {
        stage.close();
    }

    private static List<Long> range(int from, int to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @Test
    void givesViewersEveryPictureAndTellsOfEachUnit() throws Exception {
        var relay = stage.with(Relay.ofOurs("a"));
        stage.with(EchoRunner.start(relay));
        flow.attach(SESSION, relay.points(), Standing.SERVING);

        stage.frames(0, 95);
        flow.inputEnded();
        audience.until(() -> audience.returned.size() == 4);

        assertThat(audience.frames()).containsExactlyElementsOf(range(0, 95));
        assertThat(audience.begun).containsExactly(0L, 1L, 2L, 3L);
        assertThat(audience.ended).containsExactly(0L, 1L, 2L, 3L);
        assertThat(audience.returned).containsExactly(0L, 1L, 2L, 3L);
        assertThat(audience.served).containsExactly(SESSION);
        assertThat(audience.failures).isEmpty();
        assertThat(flow.figures()).satisfies(figures -> {
            assertThat(figures.delivered()).isEqualTo(95);
            assertThat(figures.lost()).isZero();
        });
    }

    @Test
    void sendsNoSegmentsOfSoundWhereThereIsNone() throws Exception {
        var relay = stage.with(Relay.ofOurs("a"));
        stage.with(EchoRunner.start(relay));
        flow.attach(SESSION, relay.points(), Standing.SERVING);

        stage.frames(0, 95);
        stage.untilShown(94);

        assertThat(relay.channel("").head()).isEqualTo(4);
        assertThat(relay.channel("-audio").head()).isZero();
        stage.framesWithSound(95, 100);
        audience.until(() -> relay.channel("-audio").head() == 1);
    }

    @Test
    void beginsASegmentOfSoundAMomentAfterThatOfThePicturesAndEndsItWithTheInput() throws Exception {
        var relay = stage.with(Relay.ofOurs("a"));
        var runner = stage.with(EchoRunner.start(relay));
        flow.attach(SESSION, relay.points(), Standing.SERVING);

        stage.framesWithSound(0, 32);
        stage.untilShown(31);
        audience.until(() -> runner.soundInput.size() == 54);
        assertThat(relay.channel("").head()).isEqualTo(2);
        assertThat(relay.channel("-audio").head()).isOne();

        stage.framesWithSound(32, 40);
        audience.until(() -> relay.channel("-audio").head() == 2);
        flow.inputEnded();
        var sound = new LocalSubscriber(relay.channel("-audio"), 1);
        assertThat(sound.next())
                .isInstanceOfSatisfying(
                        Arrival.Segment.class,
                        last -> assertThat(read(last))
                                .as("bytes, which are there once the segment has ended")
                                .isPositive());
    }

    private static int read(Arrival.Segment arrived) {
        try (var segment = arrived.segment()) {
            return segment.readAll(1 << 20).length;
        } catch (TrickleException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void recordsTheWayOfEachFrame() throws Exception {
        var relay = stage.with(Relay.ofOurs("a"));
        stage.with(EchoRunner.start(relay));
        flow.attach(SESSION, relay.points(), Standing.SERVING);

        stage.frames(0, 60);
        stage.untilShown(59);
        audience.until(() -> flow.recorder().summary().ourShare().frames() == 60);

        assertThat(flow.recorder().rows()).hasSize(60).allSatisfy(row -> {
            assertThat(row.received()).isLessThanOrEqualTo(row.sent());
            assertThat(row.returned()).isLessThanOrEqualTo(row.delivered());
            assertThat(row.ourShare()).contains(row.total());
        });
    }

    @Test
    void givesASessionTheRunningSegmentFromItsKeyframe() throws Exception {
        stage.frames(0, 40);
        var relay = stage.with(Relay.ofOurs("a"));
        stage.with(EchoRunner.start(relay));

        flow.attach(SESSION, relay.points(), Standing.SERVING);
        stage.frames(40, 45);
        stage.untilShown(44);

        assertThat(audience.frames()).containsExactlyElementsOf(range(30, 45));
    }

    @Test
    void givesTheSourcesSoundWithThePicturesOfARunnerWithoutSound() throws Exception {
        var relay = stage.with(Relay.ofOurs("a"));
        var runner = stage.with(EchoRunner.start(relay));
        flow.attach(SESSION, relay.points(), Standing.SERVING);

        stage.framesWithSound(0, 60);
        stage.untilShown(59);

        assertThat(runner.input).allMatch(Picture.class::isInstance);
        audience.until(() -> runner.soundInput.size() == 100);
        audience.until(() -> audience.sounds.size() >= 99);
        assertThat(audience.sounds)
                .extracting(sound -> sound.presentation().ticks() / Units.OPUS_FRAME)
                .containsExactlyElementsOf(range(0, audience.sounds.size()));
    }

    @Test
    void sendsSoundWithThePicturesToExistingPeersAndNoneOfOurWords() throws Exception {
        var relay = stage.with(Relay.ofExistingPeer("b"));
        var runner = stage.with(EchoRunner.withSound(relay));
        flow.control("{\"prompt\":\"first\"}");
        flow.attach(SESSION, relay.points(), Standing.SERVING);
        flow.keyframeWanted();

        stage.framesWithSound(0, 60);
        stage.untilShown(59);
        flow.control("{\"prompt\":\"second\"}");
        audience.until(() -> runner.control.size() == 2);

        assertThat(runner.control).containsExactly("{\"prompt\":\"first\"}", "{\"prompt\":\"second\"}");
        assertThat(runner.input).filteredOn(Sound.class::isInstance).hasSizeGreaterThan(90);
        assertThat(audience.sounds)
                .extracting(sound -> sound.presentation().ticks() / Units.OPUS_FRAME)
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(90);
    }

    @Test
    void asksOursForAKeyframeOncePerHalfSecond() throws Exception {
        var relay = stage.with(Relay.ofOurs("a"));
        var runner = stage.with(EchoRunner.start(relay));
        flow.attach(SESSION, relay.points(), Standing.SERVING);
        stage.frames(0, 10);
        stage.untilShown(9);

        flow.keyframeWanted();
        flow.keyframeWanted();
        audience.until(() -> !runner.control.isEmpty());
        stage.frames(10, 15);
        stage.untilShown(14);

        assertThat(runner.control).containsExactly("{\"headrace\":{\"keyframe\":true}}");
        assertThat(audience.pictures.subList(10, 15))
                .anyMatch(one -> one.picture().keyframe());
    }

    @Test
    void passesEventsOnAndTellsThatASessionIsNotPaid() throws Exception {
        var relay = stage.with(Relay.ofOurs("a"));
        var runner = stage.with(EchoRunner.start(relay));
        flow.attach(SESSION, relay.points(), Standing.WARM);
        var unpaid = "{\"event\":{\"type\":\"error\",\"message\":\"Pay before the work is done.\","
                + "\"reason\":\"insufficient-balance\"},\"queue_event_type\":\"ai_stream_events\"}";

        runner.say("{\"type\":\"status\"}");
        runner.say(unpaid);
        audience.until(() -> !audience.failures.isEmpty());

        assertThat(audience.events).containsExactly("{\"type\":\"status\"}", unpaid);
        assertThat(audience.failures)
                .containsExactly(new Audience.Failure(SESSION, Failing.UNPAID, "Pay before the work is done."));
    }

    @Test
    void closesTheChannelsItWroteWhenItLetsGo() throws Exception {
        var relay = stage.with(Relay.ofOurs("a"));
        stage.with(EchoRunner.start(relay));
        flow.attach(SESSION, relay.points(), Standing.WARM);

        flow.detach(SESSION);

        audience.until(() -> !relay.has("") && !relay.has("-control") && !relay.has("-audio"));
        assertThat(relay.has("-out")).isTrue();
        assertThat(audience.failures).isEmpty();
    }

    @Test
    void tellsOfAPeerThatHasNoSuchChannels() throws Exception {
        var relay = stage.with(Relay.ofOurs("a"));
        relay.channels().close();

        flow.attach(SESSION, relay.points(), Standing.SERVING);
        audience.until(() -> !audience.failures.isEmpty());

        assertThat(audience.failures).singleElement().satisfies(failure -> {
            assertThat(failure.why()).isEqualTo(Failing.ENDED_BY_PEER);
            assertThat(failure.sentence()).doesNotContain("sesame");
        });
    }

    @Test
    void tellsOfAPeerThatIsNotThere() throws Exception {
        var relay = stage.with(Relay.ofOurs("a"));
        relay.die();

        flow.attach(SESSION, relay.points(), Standing.SERVING);
        audience.until(() -> !audience.failures.isEmpty());

        assertThat(audience.failures)
                .singleElement()
                .extracting(Audience.Failure::why)
                .isEqualTo(Failing.BROKEN);
    }

    @Test
    void cutsWhereTheParameterSetsChange() throws Exception {
        var relay = stage.with(Relay.ofOurs("a"));
        var runner = stage.with(EchoRunner.start(relay));
        flow.attach(SESSION, relay.points(), Standing.SERVING);

        stage.frames(0, 10);
        flow.picture(Units.key(Units.LARGE, 10, 300));
        stage.frames(11, 20);
        flow.inputEnded();
        audience.until(() -> audience.returned.size() == 2);

        assertThat(audience.frames()).containsExactlyElementsOf(range(0, 20));
        assertThat(runner.input).hasSize(20);
        assertThat(audience.begun).containsExactly(0L, 1L);
    }

    @Test
    void refusesNumbersThatAreTakenAndSessionsThatItDoesNotKnow() throws Exception {
        var relay = stage.with(Relay.ofOurs("a"));
        flow.attach(SESSION, relay.points(), Standing.WARM);

        assertThatThrownBy(() -> flow.attach(SESSION, relay.points(), Standing.WARM))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> flow.takeOver(2)).isInstanceOf(IllegalArgumentException.class);
        flow.detach(2);
    }

    @Test
    void keepsTheControlChannelAlive() throws Exception {
        var often = FlowStage.limits(Duration.ofSeconds(15), Duration.ofMillis(50), 20);
        try (var other = new FlowStage(often)) {
            var relay = other.with(Relay.ofExistingPeer("b"));
            var runner = other.with(EchoRunner.start(relay));
            other.flow.attach(SESSION, relay.points(), Standing.WARM);

            other.audience.until(() -> runner.control.size() >= 3);

            assertThat(runner.control).allMatch("{\"keep\":\"alive\"}"::equals);
        }
    }
}
