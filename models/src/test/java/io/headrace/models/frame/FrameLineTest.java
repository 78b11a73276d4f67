package io.headrace.models.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headrace.ffmpeg.frame.LiveCoder;
import io.headrace.ffmpeg.frame.LiveDecoder;
import io.headrace.media.AccessUnit;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import io.headrace.media.codec.ParameterSets;
import io.headrace.media.codec.SequenceFormat;
import io.headrace.models.frame.catalog.FramePipelines;
import io.headrace.models.frame.filter.Noop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole way of pictures, on real libav. */
class FrameLineTest {

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void givesBackEachPictureAtOnceWithItsTime() throws Exception {
        var stream = TestStream.of(320, 180);
        var times = new ArrayList<Long>();

        try (var line = line(new Noop(), LineSettings.usual())) {
            for (var picture : stream.pictures(300)) {
                var made = line.process(picture, false);
                assertThat(made).hasSize(1);
                times.add(made.getFirst().picture().presentation().ticks());
            }
            assertThat(line.finish()).isEmpty();
        }

        assertThat(times).isEqualTo(stream.times(300));
    }

    @Test
    void keepsTheLookOfPictures() throws Exception {
        var source = TestStream.of(320, 180).pictures(20);

        var made = all(HandmadePipeline.looking(), "{}", LineSettings.usual(), source);

        assertThat(distances(source, made)).allSatisfy(d -> assertThat(d).isLessThan(0.015));
    }

    @Test
    void bringsReorderedPicturesIntoTheOrderOfTheirTimes() throws Exception {
        var stream = TestStream.of(320, 180).withBFrames(2);

        var made = all(new Noop(), "{}", LineSettings.usual(), stream.pictures(300));

        assertThat(ticks(made)).isEqualTo(stream.times(300));
    }

    @ParameterizedTest
    @EnumSource
    void makesStreamsThatCanBeJoinedEveryTwoSeconds(LiveCoder coder) throws Exception {
        var settings = new LineSettings(1_000_000, 1 << 20, Duration.ofSeconds(2), 30, 1, Optional.of(coder));

        var made = all(new Noop(), "{}", settings, TestStream.of(320, 180).pictures(150));

        assertThat(made).hasSize(150);
        assertThat(keyframes(made)).containsExactly(0, 60, 120);
        for (int index : keyframes(made)) {
            var format = ParameterSets.inFrontOf(made.get(index).picture())
                    .orElseThrow()
                    .format();
            assertThat(format).isInstanceOfSatisfying(SequenceFormat.Parsed.class, sets -> {
                assertThat(sets.width()).isEqualTo(320);
                assertThat(sets.codecTag()).as("constrained baseline").matches("avc1\\.42[4-9a-f].*");
            });
        }
        assertThat(Seen.ofMade(made.subList(60, 150))).hasSize(90);
    }

    @Test
    void makesAKeyframeOnDemand() throws Exception {
        var made = new ArrayList<Made>();
        try (var line = line(new Noop(), LineSettings.usual())) {
            int n = 0;
            for (var picture : TestStream.of(320, 180).pictures(30)) {
                made.addAll(line.process(picture, n++ == 17));
            }
        }

        assertThat(keyframes(made)).containsExactly(0, 17);
        assertThat(Seen.ofMade(made.subList(17, 30))).hasSize(13);
    }

    @Test
    void remembersThatAKeyframeIsDueWhenAPictureIsLost() throws Exception {
        var source = new ArrayList<>(TestStream.of(320, 180).pictures(30));
        source.set(10, withBytes(source.get(10), MediaBytes.EMPTY));
        var made = new ArrayList<Made>();
        try (var line = line(new Noop(), LineSettings.usual())) {
            for (int n = 0; n < 30; n++) {
                made.addAll(line.process(source.get(n), n == 10));
            }
        }

        assertThat(made).hasSize(29);
        assertThat(keyframes(made)).containsExactly(0, 10);
    }

    @Test
    void followsTheStreamIntoAnotherSize() throws Exception {
        var small = TestStream.of(320, 180);
        var large = TestStream.of(640, 360).startingAt(small.start() + 30 * small.step());
        var source = new ArrayList<>(small.pictures(30));
        source.addAll(large.pictures(30));

        for (var pipeline : List.of(new Noop(), HandmadePipeline.copying())) {
            var made = all(pipeline, "{}", LineSettings.usual(), source);

            assertThat(made).hasSize(60);
            assertThat(keyframes(made)).contains(30);
            assertThat(Seen.ofMade(made)).extracting(Seen::width).containsOnly(320, 640);
            assertThat(Seen.ofMade(made).get(30).width()).isEqualTo(640);
        }
    }

    @Test
    void losesNoReorderedPictureWhenTheSizeChanges() throws Exception {
        var small = TestStream.of(320, 180).withBFrames(2);
        var large = TestStream.of(640, 360).withBFrames(2).startingAt(small.start() + 31 * small.step());
        var source = new ArrayList<>(small.pictures(31));
        source.addAll(large.pictures(31));

        var made = all(new Noop(), "{}", LineSettings.usual(), source);

        var times = small.times(31);
        times.addAll(large.times(31));
        assertThat(ticks(made)).isEqualTo(times);
    }

    @Test
    void beginsAnewWhenTimesJumpBack() throws Exception {
        var source = new ArrayList<>(TestStream.of(320, 180).pictures(30));
        source.addAll(TestStream.of(320, 180).startingAt(0).pictures(30));

        var made = all(new Noop(), "{}", LineSettings.usual(), source);

        assertThat(made).hasSize(60);
        assertThat(made.get(30).picture().keyframe()).isTrue();
        assertThat(made.get(30).picture().presentation()).isEqualTo(MediaTime.ZERO);
    }

    @Test
    void decodesWhatIsNotWantedYetForThosePicturesThatAre() throws Exception {
        var source = TestStream.of(320, 180).pictures(30);
        var made = new ArrayList<Made>();
        try (var line = line(new Noop(), LineSettings.usual())) {
            for (var picture : source.subList(0, 20)) {
                line.decodeOnly(picture);
            }
            for (var picture : source.subList(20, 30)) {
                made.addAll(line.process(picture, made.isEmpty()));
            }
        }

        assertThat(ticks(made)).isEqualTo(TestStream.of(320, 180).times(30).subList(20, 30));
        assertThat(keyframes(made)).containsExactly(0);
        assertThat(distances(source.subList(0, 30), 20, made))
                .allSatisfy(d -> assertThat(d).isLessThan(0.015));
    }

    @Test
    void waitsForTheFirstKeyframe() throws Exception {
        var source = TestStream.of(320, 180).pictures(60);

        var made = all(new Noop(), "{}", LineSettings.usual(), source.subList(12, 60));

        assertThat(ticks(made)).isEqualTo(TestStream.of(320, 180).times(60).subList(30, 60));
    }

    @Test
    void bearsADamagedPicture() throws Exception {
        var source = new ArrayList<>(TestStream.of(320, 180).pictures(60));
        source.set(10, withBytes(source.get(10), noise(500)));
        source.set(11, withBytes(source.get(11), MediaBytes.EMPTY));

        var made = all(new Noop(), "{}", LineSettings.usual(), source);

        assertThat(made).hasSizeBetween(58, 60);
    }

    @Test
    void saysThatTheInputIsNoVideo() throws Exception {
        var source = TestStream.of(320, 180).pictures(30);

        try (var line = line(new Noop(), LineSettings.usual())) {
            line.process(source.getFirst(), false);
            for (int n = 1; n < LiveDecoder.MAX_ERRORS_IN_A_ROW; n++) {
                assertThat(line.process(withBytes(source.get(n), noise(300)), false))
                        .isEmpty();
            }
            assertThatThrownBy(() -> line.process(withBytes(source.get(10), noise(300)), false))
                    .isInstanceOf(FrameException.class)
                    .hasMessageContaining("10 pictures of H264 in a row could not be decoded");
        }
    }

    @Test
    void refusesPicturesThatAreTooLarge() throws Exception {
        var settings = new LineSettings(1_000_000, 320 * 180, Duration.ofSeconds(2), 30, 1, Optional.empty());
        var large = TestStream.of(640, 360).pictures(1).getFirst();

        try (var line = line(new Noop(), settings)) {
            assertThatThrownBy(() -> line.process(large, false))
                    .isInstanceOf(FrameException.class)
                    .hasMessageContaining("640x360")
                    .hasMessageContaining("57600");
        }
    }

    @ParameterizedTest
    @CsvSource({"641, 361", "8, 100", "100, 8"})
    void refusesWhatATransformMakesTooLargeOrTooSmall(int width, int height) throws Exception {
        var settings = new LineSettings(1_000_000, 320 * 180, Duration.ofSeconds(2), 30, 1, Optional.empty());
        var picture = TestStream.of(320, 180).pictures(1).getFirst();

        try (var line = line(HandmadePipeline.grey(width, height), settings)) {
            assertThatThrownBy(() -> line.process(picture, false))
                    .isInstanceOf(FrameException.class)
                    .hasMessageContaining(width + "x" + height);
        }
    }

    @Test
    void sendsWhateverSizeATransformMakes() throws Exception {
        var source = TestStream.of(320, 180).pictures(3);

        var made = all(HandmadePipeline.grey(333, 187), "{}", LineSettings.usual(), source);

        assertThat(Seen.ofMade(made)).hasSize(3).allSatisfy(seen -> {
            assertThat(seen.width()).isEqualTo(332);
            assertThat(seen.height()).isEqualTo(186);
            assertThat(seen.mean(0)).isBetween(0.48, 0.52);
        });
    }

    @Test
    void showsOtherParametersInTheVeryNextPicture() throws Exception {
        var source = TestStream.of(320, 180).pictures(30);
        var made = new ArrayList<Made>();
        try (var line = new FrameLine(
                filters().find("lut").orElseThrow(),
                "{\"strength\":0}",
                LineSettings.usual(),
                nanos::incrementAndGet)) {
            for (int n = 0; n < 30; n++) {
                if (n == 12) {
                    line.update("{\"look\":\"invert\"}");
                }
                made.addAll(line.process(source.get(n), n == 12));
            }
        }

        var before = Seen.of(source);
        var after = Seen.ofMade(made);
        assertThat(after).hasSize(30);
        assertThat(after.get(11).mean(1)).isCloseTo(before.get(11).mean(1), within(0.02));
        assertThat(after.get(12).mean(1)).isCloseTo(1 - before.get(12).mean(1), within(0.02));
    }

    @Test
    void keepsItsParametersWhenOthersAreRefused() throws Exception {
        var source = TestStream.of(320, 180).pictures(2);
        try (var line = new FrameLine(
                filters().find("lut").orElseThrow(),
                "{\"look\":\"invert\"}",
                LineSettings.usual(),
                nanos::incrementAndGet)) {
            var first = line.process(source.getFirst(), true);
            assertThatThrownBy(() -> line.update("{\"look\":\"pretty\"}")).isInstanceOf(ParametersRefused.class);
            var second = line.process(source.get(1), true);

            assertThat(Seen.ofMade(second).getFirst().mean(1))
                    .isCloseTo(Seen.ofMade(first).getFirst().mean(1), within(0.02));
        }
    }

    @Test
    void losesNoPictureWhenAWorkflowIsExchanged() throws Exception {
        var stream = TestStream.of(320, 180);
        var made = new ArrayList<Made>();
        try (var line = new FrameLine(
                filters().find("comfyui").orElseThrow(), "{}", LineSettings.usual(), nanos::incrementAndGet)) {
            int n = 0;
            for (var picture : stream.pictures(40)) {
                if (n++ % 10 == 5) {
                    line.update(n < 20 ? blurred(n) : "{}");
                }
                made.addAll(line.process(picture, false));
            }
        }

        assertThat(ticks(made)).isEqualTo(stream.times(40));
    }

    private static FramePipelines filters() {
        return FramePipelines.builtIn(Optional.empty(), 1);
    }

    private static String blurred(int radius) {
        return """
                {"prompt": {
                  "1": {"class_type": "LoadImage"},
                  "2": {"class_type": "Blur", "inputs": {"image": ["1", 0], "radius": %d}},
                  "3": {"class_type": "SaveTensor", "inputs": {"images": ["2", 0]}}
                }}""".formatted(radius);
    }

    @Test
    void stampsEachStationInOrder() throws Exception {
        try (var line = line(HandmadePipeline.copying(), LineSettings.usual())) {
            var made = line.process(TestStream.of(320, 180).pictures(1).getFirst(), false)
                    .getFirst();

            assertThat(made.decodedNanos()).isLessThan(made.transformedNanos());
            assertThat(made.transformedNanos()).isLessThan(made.encodedNanos());
        }
    }

    private FrameLine line(FramePipeline pipeline, LineSettings settings) throws ParametersRefused {
        return new FrameLine(pipeline, "{}", settings, nanos::incrementAndGet);
    }

    private List<Made> all(
            FramePipeline pipeline, String parameters, LineSettings settings, List<AccessUnit.Picture> source)
            throws Exception {
        var made = new ArrayList<Made>();
        try (var line = new FrameLine(pipeline, parameters, settings, nanos::incrementAndGet)) {
            for (var picture : source) {
                made.addAll(line.process(picture, false));
            }
            made.addAll(line.finish());
        }
        return made;
    }

    private static List<Double> distances(List<AccessUnit.Picture> source, List<Made> made) throws Exception {
        return distances(source, 0, made);
    }

    private static List<Double> distances(List<AccessUnit.Picture> source, int skipped, List<Made> made)
            throws Exception {
        var before = Seen.of(source);
        var after = Seen.ofMade(made);
        assertThat(after).hasSize(before.size() - skipped);
        var distances = new ArrayList<Double>();
        for (int n = 0; n < after.size(); n++) {
            distances.add(before.get(skipped + n).distance(after.get(n)));
        }
        return distances;
    }

    private static List<Long> ticks(List<Made> made) {
        return made.stream().map(one -> one.picture().presentation().ticks()).toList();
    }

    private static List<Integer> keyframes(List<Made> made) {
        var indices = new ArrayList<Integer>();
        for (int n = 0; n < made.size(); n++) {
            if (made.get(n).picture().keyframe()) {
                indices.add(n);
            }
        }
        return indices;
    }

    private static AccessUnit.Picture withBytes(AccessUnit.Picture picture, MediaBytes bytes) {
        return new AccessUnit.Picture(
                VideoCodec.H264, picture.presentation(), picture.decoding(), picture.keyframe(), bytes);
    }

    private static MediaBytes noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return MediaBytes.owning(bytes);
    }
}
