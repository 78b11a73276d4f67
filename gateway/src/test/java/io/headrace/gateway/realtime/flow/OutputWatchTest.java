package io.headrace.gateway.realtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.realtime.flow.OutputWatch.Verdict;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutputWatchTest {

    private static final int FRAME_MILLIS = 33;

    private long frame;
    private long millis;

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private Optional<Failing> check(OutputWatch watch) {
        return watch.check(nanos(millis)).map(Verdict::why);
    }

    /** The source goes on for so long, and each frame's output comes that much later. */
    private Optional<Failing> flow(OutputWatch watch, Duration time, long lagMillis) {
        long end = millis + time.toMillis();
        var found = check(watch);
        while (millis < end && found.isEmpty()) {
            frame++;
            watch.sent(frame * Units.FRAME, nanos(millis));
            watch.output((frame - lagMillis / FRAME_MILLIS) * Units.FRAME, nanos(millis));
            millis += FRAME_MILLIS;
            found = check(watch);
        }
        return found;
    }

    /** The source goes on and nothing comes back; how long until that was too long. */
    private long untilStalled(OutputWatch watch, int frameMillis, Duration most) {
        long begin = millis;
        while (check(watch).isEmpty()) {
            assertThat(millis - begin).isLessThan(most.toMillis());
            if ((millis - begin) % frameMillis == 0) {
                frame++;
                watch.sent(frame * Units.FRAME, nanos(millis));
            }
            millis++;
        }
        return millis - begin;
    }

    @Test
    void isContentWhileOutputComes() {
        assertThat(flow(OutputWatch.cold(FlowLimits.DEFAULT), Duration.ofMinutes(5), 660))
                .isEmpty();
    }

    @Test
    void seesAStallAfterFourTenthsOfASecond() {
        var watch = OutputWatch.cold(FlowLimits.DEFAULT);
        flow(watch, Duration.ofSeconds(5), 0);

        assertThat(untilStalled(watch, FRAME_MILLIS, Duration.ofSeconds(1))).isBetween(400L, 440L);
        assertThat(check(watch)).contains(Failing.STALLED);
    }

    @Test
    void givesAColdSessionTenSecondsAndAWarmOneTwo() {
        assertThat(untilStalled(OutputWatch.cold(FlowLimits.DEFAULT), FRAME_MILLIS, Duration.ofSeconds(11)))
                .isBetween(10_000L, 10_040L);
        assertThat(untilStalled(OutputWatch.warm(FlowLimits.DEFAULT), FRAME_MILLIS, Duration.ofSeconds(3)))
                .isBetween(2_000L, 2_040L);
    }

    @Test
    void blamesNobodyForASourceThatEnded() {
        var watch = OutputWatch.cold(FlowLimits.DEFAULT);
        flow(watch, Duration.ofSeconds(5), 0);
        watch.sent(++frame * Units.FRAME, nanos(millis));

        millis += Duration.ofMinutes(10).toMillis();

        assertThat(check(watch)).isEmpty();
    }

    @Test
    void blamesNobodyForTheFirstPicturesBehindAPause() {
        var watch = OutputWatch.cold(FlowLimits.DEFAULT);
        flow(watch, Duration.ofSeconds(5), 0);
        watch.sent(++frame * Units.FRAME, nanos(millis));

        millis += Duration.ofSeconds(5).toMillis();
        watch.sent(++frame * Units.FRAME, nanos(millis));
        assertThat(check(watch)).isEmpty();

        assertThat(untilStalled(watch, FRAME_MILLIS, Duration.ofSeconds(1))).isGreaterThan(360);
    }

    @Test
    void waitsForASecondUnansweredPictureOfASlowSource() {
        var watch = OutputWatch.cold(FlowLimits.DEFAULT);
        watch.sent(++frame * Units.FRAME, nanos(millis));
        watch.output(frame * Units.FRAME, nanos(millis + 50));
        millis += 500;

        assertThat(untilStalled(watch, 500, Duration.ofSeconds(2))).isBetween(500L, 501L);
    }

    @Test
    void countsAnewWhenASessionIsToldToGoOnLater() {
        var watch = OutputWatch.cold(FlowLimits.DEFAULT);
        flow(watch, Duration.ofSeconds(2), 0);
        watch.sent(++frame * Units.FRAME, nanos(millis));
        millis += 300;

        watch.resumed(nanos(millis));

        assertThat(untilStalled(watch, FRAME_MILLIS, Duration.ofSeconds(3))).isBetween(1_960L, 2_040L);
    }

    @Test
    void seesThatTheDelayGrows() {
        var watch = OutputWatch.cold(FlowLimits.DEFAULT);
        flow(watch, Duration.ofSeconds(2), 100);

        assertThat(flow(watch, Duration.ofSeconds(2), 1_900)).isEmpty();
        assertThat(flow(watch, Duration.ofSeconds(4), 2_310)).contains(Failing.TOO_SLOW);
    }

    @Test
    void toleratesADelayThatWasThereFromTheBeginning() {
        var watch = OutputWatch.cold(FlowLimits.DEFAULT);
        for (int unanswered = 0; unanswered < 150; unanswered++) {
            watch.sent(++frame * Units.FRAME, nanos(millis));
            millis += FRAME_MILLIS;
        }

        assertThat(flow(watch, Duration.ofSeconds(30), 4_950)).isEmpty();
    }

    @Test
    void expectsExistingPeersToSpeak() {
        var watch = OutputWatch.warm(FlowLimits.DEFAULT);
        watch.expectEvents(nanos(millis));
        millis += 29_000;
        watch.event(nanos(millis));
        millis += 29_999;
        assertThat(check(watch)).isEmpty();

        millis++;

        assertThat(watch.check(nanos(millis))).hasValueSatisfying(verdict -> {
            assertThat(verdict.why()).isEqualTo(Failing.STALLED);
            assertThat(verdict.sentence()).contains("No event for 30 s");
        });
    }

    @Test
    void needsNoEventsFromOurs() {
        var watch = OutputWatch.warm(FlowLimits.DEFAULT);
        millis += Duration.ofHours(1).toMillis();

        assertThat(check(watch)).isEmpty();
    }
}
