package io.headrace.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.carry.FakeCarriers;
import io.headrace.gateway.order.RealtimeJobOrder.Standby;
import io.headrace.gateway.realtime.RealtimeStreams.Admission;
import io.headrace.gateway.realtime.RealtimeStreams.Newcomer;
import io.headrace.gateway.realtime.RealtimeStreams.Refused;
import io.headrace.gateway.realtime.RealtimeStreams.Seated;
import io.headrace.gateway.realtime.order.RealtimeConfig;
import io.headrace.gateway.realtime.order.RealtimeOrder;
import io.headrace.machine.SimulatedHost;
import io.headrace.media.AccessUnit;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SoundCodec;
import io.headrace.media.VideoCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RealtimeStreamsTest {

    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final RealtimeConfig CONFIG =
            new RealtimeConfig("noop", Standby.NONE, Optional.empty(), 2, 3, GRACE);

    private final SimulatedHost host = new SimulatedHost(1);
    private final FakeCarriers carriers = new FakeCarriers();
    private final List<FakeWork> works = new ArrayList<>();
    private final RealtimeStreams streams = new RealtimeStreams(
            CONFIG,
            (_, output) -> {
                works.add(new FakeWork(output));
                return works.getLast();
            },
            carriers.on(host));
    private int dismissed;

    private static RealtimeOrder order(String name) {
        return new RealtimeOrder(
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
    }

    private Admission publish(String name) {
        return streams.publish(order(name), new Newcomer("WHIP from somewhere", () -> {}, () -> dismissed++));
    }

    private RealtimeStream.Seat seat(String name) {
        return ((Seated) publish(name)).seat();
    }

    private static AccessUnit.Picture picture(long ticks) {
        var time = new MediaTime(ticks);
        return new AccessUnit.Picture(VideoCodec.H264, time, time, true, MediaBytes.EMPTY);
    }

    @Test
    void hasOnePublisherOfAName() {
        try (var first = seat("film")) {
            assertThat(publish("film")).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.status()).isEqualTo(409);
                assertThat(refused.sentence()).contains("WHIP from somewhere");
            });
            assertThat(first.stream().publisher()).contains("WHIP from somewhere");
        }
    }

    @Test
    void goesOnWhereItStoppedWhenAPublisherComesBackWithAnotherClock() {
        try (var first = seat("film")) {
            first.bring(picture(900_000));
        }
        try (var second = seat("film")) {
            second.bring(picture(5));
        }

        assertThat(works).hasSize(1);
        assertThat(works.getFirst().input)
                .extracting(AccessUnit::presentation)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void endsWhenNobodyComesBackWithinTheGraceTime() {
        seat("film").close();
        assertThat(works.getFirst().inputEnded).isFalse();

        host.run(10);
        assertThat(works.getFirst().inputEnded).isTrue();
    }

    @Test
    void whatADismissedPublisherStillSendsIsNotTaken() {
        try (var seat = seat("film")) {
            seat.stream().stop();
            seat.bring(picture(0));
        }

        assertThat(dismissed).isEqualTo(1);
        assertThat(works.getFirst().inputEnded).isTrue();
        assertThat(works.getFirst().input).isEmpty();
    }

    /** As when nobody computes it any more: whoever went on would publish to nobody. */
    @Test
    void dismissesThePublisherOfWorkThatEndsByItself() {
        try (var seat = seat("film")) {
            works.getFirst().end();

            assertThat(dismissed).isEqualTo(1);
            assertThat(seat.stream().publisher()).isEmpty();
            try (var _ = seat("film")) {
                assertThat(works).hasSize(2);
            }
        }
    }

    @Test
    void takesNoMoreStreamsThanItIsAllowedAndNoneWhileDrained() {
        var _ = seat("one");
        var _ = seat("two");
        assertThat(publish("three"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.status()).isEqualTo(503));

        works.getFirst().end();
        streams.drain(true);
        assertThat(publish("three")).isInstanceOf(Refused.class);
        streams.drain(false);
        assertThat(publish("three")).isInstanceOf(Seated.class);
    }

    @Test
    void isFoundByItsNameAndByTheApplicationsId() {
        var _ = seat("film");

        assertThat(streams.findByEither("film")).isEqualTo(streams.find("film")).isPresent();
        assertThat(streams.findByEither("film-id")).isEqualTo(streams.find("film"));
        assertThat(streams.findByEither("other")).isEmpty();
    }

    @Test
    void beginsAnewUnderANameWhoseStreamIsOver() {
        var _ = seat("film");
        works.getFirst().end();
        var _ = seat("film");

        assertThat(works).hasSize(2);
    }

    @Test
    void givesUpWhatIsUnderWayWhenItIsClosed() {
        var _ = seat("one");
        var _ = seat("two");
        works.getFirst().end();
        streams.close();

        assertThat(works).extracting(work -> work.cancelled).containsExactly(false, true);
    }

    @Test
    void talliesWhatWasBroughtAndShown() {
        var gaps = new ArrayList<Duration>();
        streams.tally().whenEnded(figures -> gaps.add(figures.longestGap()));
        var one = seat("one");
        one.bring(picture(0));
        one.bring(picture(3_000));
        one.bring(new AccessUnit.Sound(SoundCodec.OPUS, new MediaTime(3_000), MediaBytes.EMPTY));
        var _ = seat("two");
        assertThat(streams.tally().sums()).isEqualTo(new StreamTally.Sums(2, 60, 2, 4, 6));
        assertThat(gaps).isEmpty();

        works.getFirst().end();
        assertThat(gaps).containsExactly(Duration.ofMillis(40));
        assertThat(streams.tally().sums()).isEqualTo(new StreamTally.Sums(2, 60, 2, 4, 6));
    }
}
