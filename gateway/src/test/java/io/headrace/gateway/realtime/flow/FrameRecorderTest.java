package io.headrace.gateway.realtime.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.wire.realtime.FrameTrace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameRecorderTest {

    private static final int SESSION = 7;
    private static final long MS = 1_000_000;
    /** The runner's host counts from somewhere else. */
    private static final long ELSEWHERE = 5_000_000_000_000L;

    private long now;
    private final FrameRecorder recorder = new FrameRecorder(() -> now, 100);

    /** A frame that takes 20 ms, of which 12 are the runner's computing. */
    private void passes(int session, long presentation, long begin) {
        now = begin;
        recorder.received(presentation);
        now = begin + MS;
        recorder.sent(session, presentation);
        now = begin + 19 * MS;
        recorder.returned(session, presentation);
        now = begin + 20 * MS;
        recorder.delivered(session, presentation);
    }

    private static FrameTrace trace(long presentation, long begin) {
        long read = ELSEWHERE + begin + 3 * MS;
        return new FrameTrace(presentation, read, read + 2 * MS, read + 9 * MS, read + 12 * MS, read + 13 * MS);
    }

    @Test
    void joinsItsStationsWithTheRunners() {
        passes(SESSION, 3_000, 0);
        recorder.traced(SESSION, trace(3_000, 0));

        assertThat(recorder.rows()).singleElement().satisfies(row -> {
            assertThat(row.total()).isEqualTo(Duration.ofMillis(20));
            assertThat(row.of(Hop.GATEWAY_IN)).contains(Duration.ofMillis(1));
            assertThat(row.of(Hop.NETWORK))
                    .as("18 ms away, 13 of them in the runner")
                    .contains(Duration.ofMillis(5));
            assertThat(row.of(Hop.DECODE)).contains(Duration.ofMillis(2));
            assertThat(row.of(Hop.TRANSFORM)).contains(Duration.ofMillis(7));
            assertThat(row.of(Hop.ENCODE)).contains(Duration.ofMillis(3));
            assertThat(row.of(Hop.RUNNER_OUT)).contains(Duration.ofMillis(1));
            assertThat(row.of(Hop.GATEWAY_OUT)).contains(Duration.ofMillis(1));
            assertThat(row.ourShare()).contains(Duration.ofMillis(8));
        });
    }

    @Test
    void theHopsAreTheWholeWay() {
        passes(SESSION, 3_000, 0);
        recorder.traced(SESSION, trace(3_000, 0));

        var row = recorder.rows().getFirst();
        var sum = Duration.ZERO;
        for (var hop : Hop.values()) {
            sum = sum.plus(row.of(hop).orElseThrow());
        }
        assertThat(sum).isEqualTo(row.total());
    }

    @Test
    void takesTracesBeforeAndAfterDelivery() {
        now = 0;
        recorder.received(3_000);
        recorder.traced(SESSION, trace(3_000, 0));
        assertThat(recorder.rows()).isEmpty();

        recorder.sent(SESSION, 3_000);
        recorder.returned(SESSION, 3_000);
        recorder.delivered(SESSION, 3_000);

        assertThat(recorder.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.trace()).isPresent());
    }

    @Test
    void doesNotMixTheStationsOfTwoSessions() {
        passes(SESSION, 3_000, 0);
        now = 100 * MS;
        recorder.sent(8, 3_000);
        recorder.returned(8, 3_000);
        recorder.traced(8, trace(3_000, 50 * MS));

        assertThat(recorder.rows()).singleElement().satisfies(row -> {
            assertThat(row.session()).isEqualTo(SESSION);
            assertThat(row.sent()).isEqualTo(MS);
            assertThat(row.trace()).isEmpty();
            assertThat(row.of(Hop.GATEWAY_OUT)).contains(Duration.ofMillis(1));
            assertThat(row.of(Hop.NETWORK)).isEmpty();
            assertThat(row.ourShare()).isEmpty();
        });
    }

    @Test
    void givesPercentiles() {
        for (int frame = 1; frame <= 100; frame++) {
            now = 0;
            recorder.received(frame);
            recorder.sent(SESSION, frame);
            recorder.returned(SESSION, frame);
            now = frame * MS;
            recorder.delivered(SESSION, frame);
        }

        var summary = recorder.summary();
        assertThat(summary.frames()).isEqualTo(100);
        assertThat(summary.total())
                .isEqualTo(new FrameSummary.Spread(
                        100, Duration.ofMillis(50), Duration.ofMillis(90), Duration.ofMillis(99)));
        assertThat(summary.hops().get(Hop.DECODE))
                .isEqualTo(new FrameSummary.Spread(0, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void keepsTheLatestFrames() {
        for (int frame = 0; frame < 150; frame++) {
            passes(SESSION, frame, frame * MS);
        }
        recorder.traced(SESSION, trace(3, 0));

        assertThat(recorder.rows()).hasSize(100);
        assertThat(recorder.rows().getFirst().presentation()).isEqualTo(50);
    }

    @Test
    void leavesOutWhatNobodyReceived() {
        recorder.sent(SESSION, 1);
        recorder.returned(SESSION, 1);
        recorder.delivered(SESSION, 1);
        recorder.traced(SESSION, trace(1, 0));

        assertThat(recorder.rows()).isEmpty();
    }

    @Test
    void tellsTheFlightRecorderEachFrameOnce(@TempDir Path folder) throws Exception {
        var file = folder.resolve("frames.jfr");
        try (var recording = new Recording()) {
            recording.enable("headrace.Frame");
            recording.start();
            for (int frame = 0; frame < 101; frame++) {
                passes(SESSION, frame, frame * MS);
            }
            recorder.traced(SESSION, trace(100, 100 * MS));
            recorder.traced(SESSION, trace(100, 100 * MS));
            recording.stop();
            recording.dump(file);
        }

        var events = RecordingFile.readAllEvents(file);
        assertThat(events)
                .extracting(event -> event.getLong("presentation"))
                .as("0 left the ring without a trace, 100 has one")
                .containsExactlyInAnyOrder(0L, 100L);
        assertThat(events)
                .filteredOn(event -> event.getLong("presentation") == 100)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getDuration("total")).isEqualTo(Duration.ofMillis(20));
                    assertThat(event.getDuration("transform")).isEqualTo(Duration.ofMillis(7));
                });
    }

    @Test
    void recordsSomethingOrIsRefused() {
        assertThatThrownBy(() -> new FrameRecorder(() -> 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Optional.of(recorder.summary().total().p99())).contains(Duration.ZERO);
    }
}
