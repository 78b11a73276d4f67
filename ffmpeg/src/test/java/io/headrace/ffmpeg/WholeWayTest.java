package io.headrace.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.Ladder;
import io.headrace.media.MediaBytes;
import io.headrace.media.Profile;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.ClipShape;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.MediaStream;
import io.headrace.media.request.Preset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is split, its segments are transcoded, the renditions are joined: nothing is lost on the way. */
class WholeWayTest {

    private static final Ladder LADDER =
            new Ladder(List.of(Profile.h264(256, 144, 300_000), Profile.h264(160, 90, 100_000)));
    private static final double FRAME_OF_SOUND = 0.040;

    private final Clips clips;
    private final Path directory;

    WholeWayTest(@TempDir Path directory) {
        this.directory = directory;
        this.clips = new Clips(directory);
    }

    @Test
    void keepsEveryFrameOfAnMp4WithBFrames() throws Exception {
        goes(clips.make("in.mp4", Clips.shape(320, 180, 30, 6)), 180, 3);
    }

    @Test
    void keepsEveryFrameOfAMatroskaFile() throws Exception {
        goes(clips.make("in.mkv", Clips.shape(320, 180, 25, 4)), 100, 2);
    }

    @Test
    void keepsEveryFrameOfATransportStream() throws Exception {
        goes(clips.make("in.ts", Clips.shape(320, 180, 30, 4)), 120, 2);
    }

    @Test
    void keepsEveryFrameOfHevc() throws Exception {
        goes(clips.make("in.mov", Clips.shape(320, 180, 24, 4), VideoCodec.HEVC), 96, 2);
    }

    @Test
    void keepsTimesOfAnOddRate() throws Exception {
        var ntsc = new ClipShape(320, 180, Clips.NTSC, java.time.Duration.ofMillis(4004), true, 2, 30);

        goes(clips.make("in.mp4", ntsc), 120, 2);
    }

    private void goes(Path source, long frames, int segments) throws Exception {
        var pieces = clips.split(source, 2);
        assertThat(pieces).hasSize(segments);

        var renditions = new ArrayList<List<Path>>(List.of(new ArrayList<>(), new ArrayList<>()));
        long next = pieces.getFirst().start().ticks();
        long sum = 0;
        try (var transcoder = new Transcoder()) {
            for (var piece : pieces) {
                var done = transcoder.transcode(
                        new MediaRequest.Transcode("stream", Clips.load(piece), LADDER, Preset.ULTRAFAST),
                        MediaLimits.DEFAULT);
                for (int i = 0; i < LADDER.size(); i++) {
                    var output = done.outputs().get(i);
                    var found = Clips.measure(output);
                    assertThat(found.frames()).isEqualTo(piece.frames()).isEqualTo(output.frames());
                    assertThat(found.beginsWithKeyframe()).isTrue();
                    assertThat(found.keyframes()).isEqualTo(1);
                    assertThat(found.first().ticks()).isBetween(next - 1, next + 1);
                    renditions.get(i).add(clips.write(i + "-" + piece.seq() + ".ts", output));
                }
                sum += done.decodedFrames();
                next = piece.start().plus(piece.duration()).ticks();
            }
        }
        assertThat(sum).isEqualTo(frames);
        for (int i = 0; i < LADDER.size(); i++) {
            joins(renditions.get(i), frames, directory.resolve(i + ".mp4"), source);
        }
    }

    private static void joins(List<Path> segments, long frames, Path file, Path source) throws Exception {
        var joined = Joiner.join(new MediaRequest.Join(segments, file), MediaLimits.DEFAULT);
        assertThat(joined.frames()).isEqualTo(frames);

        var before = Clips.measure(MediaBytes.read(source));
        var after = Clips.measure(MediaBytes.read(file));
        assertThat(after.frames()).isEqualTo(frames);
        assertThat(offsetAtStart(after))
                .isBetween(offsetAtStart(before) - FRAME_OF_SOUND, offsetAtStart(before) + FRAME_OF_SOUND);
        assertThat(offsetAtEnd(after))
                .isBetween(offsetAtEnd(before) - FRAME_OF_SOUND, offsetAtEnd(before) + FRAME_OF_SOUND);
        var described = Prober.probe(file, MediaLimits.DEFAULT);
        assertThat(described.hasAudio()).isTrue();
        assertThat(described.video().map(MediaStream.Video::codec)).contains("h264");
    }

    private static double offsetAtStart(io.headrace.media.request.Measurement found) {
        return (found.sound().orElseThrow().first().ticks() - found.first().ticks()) / 90_000.0;
    }

    private static double offsetAtEnd(io.headrace.media.request.Measurement found) {
        return (found.sound().orElseThrow().last().ticks() - found.last().ticks()) / 90_000.0;
    }
}
