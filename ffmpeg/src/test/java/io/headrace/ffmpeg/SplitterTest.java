package io.headrace.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.VideoCodec;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRefusal;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.SegmentFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitterTest {

    private final Clips clips;
    private final Path directory;

    SplitterTest(@TempDir Path directory) {
        this.directory = directory;
        this.clips = new Clips(directory);
    }

    @Test
    void cutsAtTheKeyframesNearTheTarget() throws Exception {
        var file = clips.make("in.mp4", Clips.gop(Clips.shape(320, 180, 10, 9), 15));

        assertThat(clips.split(file, 2))
                .extracting(SegmentFile::duration)
                .hasSize(3)
                .allSatisfy(length -> assertThat(length).isBetween(Duration.ofMillis(2_990), Duration.ofSeconds(3)));
    }

    @Test
    void segmentsFollowEachOtherWithoutAGap() throws Exception {
        var segments = clips.split(clips.make("in.mp4", Clips.shape(320, 180, 30, 7)), 2);

        for (int i = 1; i < segments.size(); i++) {
            var before = segments.get(i - 1);
            var segment = segments.get(i);
            assertThat(segment.seq()).isEqualTo(i);
            assertThat(segment.start()).isEqualTo(before.start().plus(before.duration()));
            assertThat(segment.offset()).isEqualTo(before.offset().plus(before.duration()));
        }
        assertThat(segments.getFirst().offset()).isZero();
    }

    @Test
    void everySegmentCanBeDecodedAlone() throws Exception {
        for (var segment : clips.split(clips.make("in.mp4", Clips.shape(320, 180, 25, 6)), 2)) {
            var found = Clips.measure(Clips.load(segment));

            assertThat(found.frames()).isEqualTo(segment.frames());
            assertThat(found.beginsWithKeyframe()).isTrue();
            assertThat(found.first()).isEqualTo(segment.start());
        }
    }

    @Test
    void soundStaysInTheSegmentOfItsTime() throws Exception {
        for (var segment : clips.split(clips.make("in.mp4", Clips.shape(320, 180, 30, 6)), 2)) {
            var sound = Clips.measure(Clips.load(segment)).sound().orElseThrow();

            assertThat(sound.first().since(segment.start())).isBetween(Duration.ofMillis(-40), Duration.ofMillis(40));
            assertThat(sound.last().since(segment.start())).isLessThan(segment.duration());
        }
    }

    @Test
    void tellsTheFirstSegmentBeforeTheLastIsWritten() throws Exception {
        var file = clips.make("in.mp4", Clips.shape(320, 180, 30, 6));
        var out = Files.createDirectory(directory.resolve("out"));
        var seen = new ArrayList<Boolean>();

        Splitter.split(
                new MediaRequest.Split(file, out, Duration.ofSeconds(2)),
                MediaLimits.DEFAULT,
                _ -> seen.add(Files.exists(out.resolve("2.ts"))));

        assertThat(seen).containsExactly(false, true, true);
    }

    @Test
    void convertsSoundThatSegmentsCannotCarry() throws Exception {
        var file = clips.withUncompressedSound("pcm.mov", Clips.shape(320, 180, 30, 4));

        var segments = clips.split(file, 2);

        assertThat(segments).hasSize(2);
        for (var segment : segments) {
            var sound = Clips.measure(Clips.load(segment)).sound().orElseThrow();
            assertThat(sound.codec()).isEqualTo("aac");
            assertThat(sound.packets()).isBetween(80L, 100L);
        }
    }

    @Test
    void refusesCodecsThatAreNotTaken() throws Exception {
        var file = clips.mpeg4("in.mp4");

        refused(file, new MediaRefusal.UnsupportedCodec("mpeg4"));
    }

    @Test
    void refusesAGopWithoutEnd() throws Exception {
        var shape = Clips.silent(Clips.gop(Clips.shape(160, 90, 2, 70), 100_000));

        refused(clips.make("in.mp4", shape), new MediaRefusal.KeyframesTooFarApart(Duration.ofSeconds(60)));
    }

    @Test
    void takesAGopOfHalfAMinuteAsOneSegment() throws Exception {
        var shape = Clips.silent(Clips.gop(Clips.shape(160, 90, 2, 30), 100_000));

        assertThat(clips.split(clips.make("in.mp4", shape), 2)).hasSize(1);
    }

    @Test
    void refusesAFileThatIsTooLong() throws Exception {
        var file = clips.make("in.mp4", Clips.silent(Clips.shape(160, 90, 2, 20)));
        var limits = new MediaLimits(1 << 20, Duration.ofSeconds(10), Duration.ofSeconds(60), 4, 1000);

        assertThatThrownBy(() -> split(file, limits))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(MediaRefusal.TooLong.class));
    }

    @Test
    void refusesSoundAloneEmptyFilesAndNoise() throws Exception {
        var empty = Files.createFile(directory.resolve("empty.mp4"));
        var text = Files.writeString(directory.resolve("text.mp4"), "no film ".repeat(1000));

        for (var file : List.of(empty, text, clips.soundOnly("sound.mp4"), directory.resolve("missing.mp4"))) {
            assertThatThrownBy(() -> split(file, MediaLimits.DEFAULT))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.refusal()).isInstanceOf(MediaRefusal.InvalidVideo.class));
        }
    }

    @Test
    void cutsWhatIsLeftOfATruncatedFile() throws Exception {
        var whole = clips.make("in.mkv", Clips.shape(320, 180, 30, 6));
        var bytes = Files.readAllBytes(whole);
        var half = Files.write(directory.resolve("half.mkv"), Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(clips.split(half, 2))
                .isNotEmpty()
                .allSatisfy(segment -> assertThat(segment.frames()).isPositive());
    }

    @Test
    void doesNotFollowAPlaylistToOtherFiles() throws Exception {
        var playlist = Files.writeString(
                directory.resolve("list.mp4"), "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n");

        assertThatThrownBy(() -> split(playlist, MediaLimits.DEFAULT)).isInstanceOf(RefusedException.class);
    }

    @Test
    void keepsClosedKeyframesOfHevc() throws Exception {
        var file = clips.make("in.mp4", Clips.shape(320, 180, 24, 4), VideoCodec.HEVC);

        assertThat(clips.split(file, 2)).extracting(SegmentFile::frames).containsExactly(48L, 48L);
    }

    private void refused(Path file, MediaRefusal refusal) {
        assertThatThrownBy(() -> split(file, MediaLimits.DEFAULT))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }

    private void split(Path file, MediaLimits limits) throws Exception {
        var out = Files.createTempDirectory(directory, "out");
        Splitter.split(new MediaRequest.Split(file, out, Duration.ofSeconds(2)), limits, _ -> {});
    }
}
