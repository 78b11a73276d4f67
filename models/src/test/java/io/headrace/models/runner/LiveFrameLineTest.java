package io.headrace.models.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.models.frame.CodedPictures;
import io.headrace.models.frame.LineSettings;
import io.headrace.models.frame.catalog.FramePipelines;
import io.headrace.models.runner.session.FrameWorks;
import io.headrace.models.runner.session.PictureWorks;
import io.headrace.models.runner.status.FrameCounts;
import io.headrace.models.runner.status.SteadyClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Sessions with real lines, and what a session adds to the time of a frame. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LiveFrameLineTest {

    private static final int PICTURES = 150;

    private static FrameWorks works(String model) {
        var pipeline = FramePipelines.builtIn(Optional.empty()).find(model).orElseThrow();
        return new FrameWorks(pipeline, LineSettings.usual(), System::nanoTime);
    }

    private static LiveStage stage(PictureWorks works) throws Exception {
        return LiveStage.ready(works, new SteadyClock(Instant.EPOCH, System::nanoTime), System::nanoTime);
    }

    private static List<Long> times(List<Picture> pictures) {
        return pictures.stream().map(picture -> picture.presentation().ticks()).toList();
    }

    @ParameterizedTest
    @CsvSource({"noop, 0", "noop, 2", "edges, 0"})
    void putsOutEachPictureOnceInOrderWithItsTime(String model, int bFrames) throws Exception {
        var source = CodedPictures.of(320, 180, bFrames, PICTURES);
        try (var stage = stage(works(model))) {
            var out = stage.pictures();
            assertThat(stage.post("/live-video-to-video", stage.plan("{}", "")).status())
                    .isEqualTo(200);
            var feeder = new Feeder(stage.publisher("in"));

            oneByOne(feeder, source, bFrames + 1, stage);
            LiveStage.until("all but the last few are out", () -> out.size() >= PICTURES - bFrames - 1);
            feeder.close();

            LiveStage.until("all are out", () -> out.size() == PICTURES);
            assertThat(times(out)).isEqualTo(times(source).stream().sorted().toList());
            LiveStage.until("all are counted", () -> stage.runner.counts().out() == PICTURES);
            assertThat(stage.runner.counts()).isEqualTo(new FrameCounts(PICTURES, PICTURES, 0, 0, 0));
        }
    }

    /** @param inside how many may be inside when the next one comes: those that wait for others to be decoded */
    private static void oneByOne(Feeder feeder, List<Picture> source, int inside, LiveStage stage) {
        long sent = stage.runner.counts().in();
        for (var picture : source) {
            feeder.send(picture);
            sent++;
            long in = sent;
            LiveStage.until("it is done", () -> stage.runner.counts().out() >= in - inside);
        }
    }

    @Test
    void resumesInTheMiddleOfASegmentWithAPictureThatCanBeDecodedByItself() throws Exception {
        var source = CodedPictures.of(320, 180, 0, 60);
        long after = source.get(41).presentation().ticks();
        try (var stage = stage(works("noop"))) {
            var out = stage.pictures();
            var events = stage.documents("events");
            stage.post("/live-video-to-video", stage.plan("{}", ""));
            var control = stage.publisher("control");
            for (var document : List.of("{\"headrace\":{\"resume\":{\"after\":" + after + "}}}", "nonsense")) {
                control.publish(ByteBuffer.wrap(document.getBytes(StandardCharsets.UTF_8)));
            }
            LiveStage.until(
                    "they are read",
                    () -> events.stream()
                            .anyMatch(each ->
                                    each.path("event").path("type").asString().equals("error")));

            var feeder = new Feeder(stage.publisher("in"));
            source.subList(30, 60).forEach(feeder::send);

            LiveStage.until("the rest is out", () -> out.size() == 18);
            assertThat(times(out)).isEqualTo(times(source.subList(42, 60)));
            assertThat(out.getFirst().keyframe()).isTrue();
            LiveStage.until("all are counted", () -> stage.runner.counts().out() == 18);
            assertThat(stage.runner.counts()).isEqualTo(new FrameCounts(30, 18, 0, 12, 0));
            feeder.close();
        }
    }

    @Test
    void recordsEachStationInItsOrderAndTellsWhatASessionAdds() throws Exception {
        for (var model : List.of("", "noop")) {
            var works = model.isEmpty() ? new FakeWorks(System::nanoTime) : works(model);
            try (var stage = stage(works)) {
                var traces = stage.documents("trace");
                stage.post("/live-video-to-video", stage.ownPlan());
                var feeder = new Feeder(stage.publisher("in"));
                var source = CodedPictures.of(640, 360, 0, 300);
                for (int at = 0; at < source.size(); at += 30) {
                    oneByOne(feeder, source.subList(at, at + 30), 0, stage);
                    stage.runner.tick();
                }
                LiveStage.until("all is told", () -> frames(traces).size() == 300);
                feeder.close();

                assertThat(frames(traces)).allSatisfy(LiveFrameLineTest::isInOrder);
                report(model.isEmpty() ? "without codec" : model, frames(traces).subList(100, 300));
            }
        }
    }

    private static List<JsonNode> frames(List<JsonNode> traces) {
        var frames = new ArrayList<JsonNode>();
        traces.forEach(segment -> segment.forEach(frames::add));
        return frames;
    }

    private static void isInOrder(JsonNode frame) {
        for (int station = 2; station < 6; station++) {
            assertThat(frame.get(station).asLong())
                    .isGreaterThanOrEqualTo(frame.get(station - 1).asLong());
        }
    }

    private static void report(String what, List<JsonNode> frames) {
        System.out.printf(
                "%-14s read→decoded %s, decoded→encoded %s, encoded→written %s, read→written %s (p50/p99 ms, %d frames)%n",
                what, span(frames, 1, 2), span(frames, 2, 4), span(frames, 4, 5), span(frames, 1, 5), frames.size());
    }

    private static String span(List<JsonNode> frames, int from, int to) {
        var nanos = frames.stream()
                .map(frame -> frame.get(to).asLong() - frame.get(from).asLong())
                .sorted()
                .toList();
        return "%.2f/%.2f".formatted(nanos.get(nanos.size() / 2) / 1e6, nanos.get(nanos.size() * 99 / 100) / 1e6);
    }
}
