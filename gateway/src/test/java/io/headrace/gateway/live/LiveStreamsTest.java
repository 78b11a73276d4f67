package io.headrace.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headrace.gateway.GatewayConfig;
import io.headrace.gateway.fixture.CapturedLog;
import io.headrace.gateway.fixture.Conduct;
import io.headrace.gateway.fixture.FakeMediaEngine;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.fixture.GatewayFixture;
import io.headrace.gateway.intake.Arrival;
import io.headrace.gateway.intake.StreamOver;
import io.headrace.gateway.live.LiveStreams.Refused;
import io.headrace.gateway.live.LiveStreams.Seated;
import io.headrace.gateway.live.LiveStreams.Why;
import io.headrace.gateway.order.VideoOrder.Keeping;
import io.headrace.gateway.publication.LivePublication.Extent;
import io.headrace.gateway.publication.LivePublication.Fate;
import io.headrace.gateway.publication.LivePublication.LeftOut;
import io.headrace.gateway.publication.LivePublication.Published;
import io.headrace.job.Outcome;
import io.headrace.media.Container;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveStreamsTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    @TempDir
    private Path folder;

    private final FakePeer peer = FakePeer.free();
    private GatewayFixture node;

    @BeforeEach
    void start() {
        node = node("usual", config(Keeping.WINDOW, LONG, LONG));
    }

    private GatewayFixture node(String name, LiveConfig live) {
        return GatewayFixture.limited(GatewayConfig.in(folder.resolve(name)).with(live), peer, 0);
    }

    /** Another one in its place. */
    private void start(LiveConfig live) {
        node.close();
        node = node("other", live);
    }

    private static LiveConfig config(Keeping keeping, Duration grace, Duration retention) {
        var usual = LiveConfig.of(FakePeer.LADDER);
        return new LiveConfig(usual.ladder(), usual.maxPrice(), keeping, usual.sourceRendition(), 2, grace, retention);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private LiveStreams streams() {
        return node.gateway().streams();
    }

    private LiveStreams.Admission publish(String name, String who) {
        return streams().publish(streams().config().order(name), who);
    }

    private LiveStream.Seat seat(String name) {
        return ((Seated) publish(name, "somebody")).seat();
    }

    private static Arrival arrival(long number) {
        return new Arrival(
                MediaBytes.owning(("source " + number).getBytes(StandardCharsets.UTF_8)),
                Container.MPEG_TS,
                MediaTime.of(FakeMediaEngine.SEGMENT.multipliedBy(number)),
                FakeMediaEngine.SEGMENT,
                VideoCodec.H264,
                FakeMediaEngine.FRAMES,
                320,
                180,
                false);
    }

    private static Fate bring(LiveStream.Seat seat, long number) throws Exception {
        long unit = seat.append(arrival(number));
        return seat.stream().publication().fate(unit).get(20, TimeUnit.SECONDS);
    }

    @Test
    void publishesWhatComes() throws Exception {
        var seat = seat("film");

        assertThat(bring(seat, 0)).isInstanceOf(Published.class);
        assertThat(seat.stream().delays()).hasSize(1).allMatch(delay -> !delay.isNegative());
        seat.stream().stop();
        assertThat(GatewayFixture.end(seat.stream().view())).isEqualTo(new Outcome.Completed(1));
        assertThat(seat.stream().over()).isTrue();
        assertThatExceptionOfType(StreamOver.class).isThrownBy(() -> seat.append(arrival(1)));
    }

    @Test
    void hasOnePublisherAtATime() {
        var seat = seat("film");

        assertThat(publish("film", "a second one")).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(Why.TAKEN);
            assertThat(refused.sentence()).contains("film").contains("somebody");
        });
        seat.close();
        assertThat(seat.stream().publisher()).isEmpty();
        assertThat(seat("film").stream()).isSameAs(seat.stream());
    }

    @Test
    void doesNotLetAFormerPublisherFreeThePlaceOfTheNext() {
        var former = seat("film");
        former.close();
        var next = seat("film");

        former.close();

        assertThat(next.stream().publisher()).contains("somebody");
    }

    @Test
    void tellsTheNextPublisherWhereTheStreamStands() throws Exception {
        var first = seat("film");
        assertThat(first.resumesAt()).isEmpty();
        bring(first, 0);
        first.close();

        assertThat(seat("film").resumesAt()).contains(MediaTime.of(FakeMediaEngine.SEGMENT));
    }

    @Test
    void endsWhenNobodyComesBackInTime() throws Exception {
        start(config(Keeping.WINDOW, SHORT, LONG));
        var seat = seat("film");
        bring(seat, 0);

        seat.close();

        assertThat(GatewayFixture.end(seat.stream().view())).isEqualTo(new Outcome.Completed(1));
        assertThat(seat("film").stream()).isNotSameAs(seat.stream());
    }

    @Test
    void goesOnAfterARestartOfTheGateway() throws Exception {
        bring(seat("film"), 0);

        try (var second = node.restarted()) {
            second.gateway().resume(second.journal()::read);
            var streams = second.gateway().streams();
            var seat = ((Seated) streams.publish(streams.config().order("film"), "it again")).seat();

            assertThat(seat.resumesAt()).contains(MediaTime.of(FakeMediaEngine.SEGMENT));
            assertThat(seat.stream().order().ladder()).isEqualTo(FakePeer.LADDER);
            assertThat(seat.stream().publication().segment("small", 0)).isPresent();
            assertThat(seat.append(arrival(1))).isEqualTo(1);
        }
    }

    @Test
    void takesNoMoreStreamsThanItMay() {
        seat("one");
        seat("two");

        assertThat(publish("three", "somebody"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.why()).isEqualTo(Why.TOO_MANY));
    }

    @Test
    void takesNoNewStreamsWhileItIsDrained() {
        seat("film").close();

        streams().drain(true);

        assertThat(publish("other", "somebody"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.why()).isEqualTo(Why.DRAINING));
        assertThat(publish("film", "somebody")).isInstanceOf(Seated.class);
        streams().drain(false);
        assertThat(publish("other", "somebody")).isInstanceOf(Seated.class);
    }

    @Test
    void goesOnWithoutAUnitThatNobodyCanWorkOn() throws Exception {
        peer.sellers().forEach(seller -> seller.does((seq, _) -> seq == 1 ? Conduct.BLAMES_THE_INPUT : Conduct.HONEST));
        var seat = seat("film");

        bring(seat, 0);
        assertThat(bring(seat, 1)).isEqualTo(new LeftOut());
        assertThat(bring(seat, 2))
                .isInstanceOfSatisfying(
                        Published.class,
                        published ->
                                assertThat(published.unit().discontinuity()).isTrue());
    }

    @Test
    void forgetsAStreamThatIsOver() throws Exception {
        start(config(Keeping.WINDOW, SHORT, SHORT));
        var seat = seat("film");
        bring(seat, 0);
        var file = seat.stream().publication().segment("small", 0).orElseThrow();

        seat.stream().stop();
        GatewayFixture.end(seat.stream().view());

        awaitDiscarded(seat.stream());
        assertThat(streams().find("film")).isEmpty();
        assertThat(file).doesNotExist();
    }

    private static void awaitDiscarded(LiveStream stream) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (stream.publication().master().isPresent()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void stillPlaysWhatWasKept() throws Exception {
        start(config(Keeping.EVERYTHING, SHORT, SHORT));
        var kept = seat("kept");
        bring(kept, 0);

        kept.stream().stop();
        GatewayFixture.end(kept.stream().view());

        assertThat(streams().find("kept")).contains(kept.stream());
        assertThat(kept.stream().publication().segment("small", 0)).isPresent();
    }

    @Test
    void findsWhatWasKeptByItsNameAfterARestart() throws Exception {
        start(config(Keeping.RECORDING, SHORT, SHORT));
        play("film", 2);

        try (var second = resumed()) {
            var streams = second.gateway().streams();
            var kept = streams.publication("film").orElseThrow();

            assertThat(streams.find("film")).isEmpty();
            assertThat(kept.recording("small"))
                    .hasValueSatisfying(file -> assertThat(file)
                            .content()
                            .contains("rendition 0 64 36")
                            .contains("rendition 1 64 36"));
            assertThat(kept.playlist("tiny", Extent.WINDOW))
                    .hasValueSatisfying(playlist -> assertThat(playlist)
                            .contains("#EXT-X-MEDIA-SEQUENCE:0\n")
                            .contains("tiny/0.ts")
                            .contains("tiny/1.ts")
                            .contains("#EXT-X-ENDLIST"));
            assertThat(kept.segment("tiny", 1))
                    .hasValueSatisfying(file -> assertThat(file).exists());
            assertThat(streams.publication("film")).contains(kept);
        }
    }

    @Test
    void findsTheLaterOfTwoStreamsWithOneNameAfterARestart() throws Exception {
        start(config(Keeping.EVERYTHING, SHORT, SHORT));
        play("film", 1);
        play("film", 3);

        try (var second = resumed()) {
            var kept = second.gateway().streams().publication("film").orElseThrow();

            assertThat(kept.units()).hasSize(3);
        }
    }

    @Test
    void findsNothingAfterARestartThatNobodyWantedKept() throws Exception {
        start(config(Keeping.WINDOW, SHORT, LONG));
        play("film", 1);

        try (var second = resumed()) {
            assertThat(second.gateway().streams().publication("film")).isEmpty();
        }
    }

    @Test
    void letsANewStreamTakeTheNameOfOneThatWasKept() throws Exception {
        start(config(Keeping.EVERYTHING, SHORT, SHORT));
        play("film", 1);

        try (var second = resumed()) {
            var streams = second.gateway().streams();
            var seat = ((Seated) streams.publish(streams.config().order("film"), "a newcomer")).seat();

            assertThat(seat.resumesAt()).isEmpty();
            assertThat(streams.publication("film"))
                    .contains(seat.stream().publication())
                    .hasValueSatisfying(
                            publication -> assertThat(publication.over()).isFalse());
        }
    }

    /** From its first unit to its end. */
    private void play(String name, int units) throws Exception {
        var seat = seat(name);
        for (int number = 0; number < units; number++) {
            bring(seat, number);
        }
        seat.stream().stop();
        assertThat(GatewayFixture.end(seat.stream().view())).isEqualTo(new Outcome.Completed(units));
    }

    /** A second life of the gateway. */
    private GatewayFixture resumed() {
        var second = node.restarted();
        second.gateway().resume(second.journal()::read);
        return second;
    }

    @Test
    void saysInTheLogWhichStreamALineIsAbout() throws Exception {
        peer.seller("alder").does((_, call) -> {
            if (call == 1) {
                throw new IllegalStateException("a fault");
            }
            return Conduct.HONEST;
        });
        try (var log = CapturedLog.begin()) {
            var seat = seat("film");
            bring(seat, 0);

            assertThat(log.labels("Delivering unit"))
                    .singleElement()
                    .satisfies(labels -> assertThat(labels)
                            .containsEntry("stream", "film")
                            .containsEntry("job", seat.stream().view().order().id())
                            .containsKey("orchestrator"));
        }
    }
}
