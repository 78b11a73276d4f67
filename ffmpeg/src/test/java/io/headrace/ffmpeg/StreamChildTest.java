package io.headrace.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headrace.engine.stream.StreamExit;
import io.headrace.engine.stream.StreamPlace;
import io.headrace.engine.stream.StreamProcess;
import io.headrace.engine.stream.StreamProcess.Ended;
import io.headrace.engine.stream.StreamSound;
import io.headrace.engine.stream.StreamTask;
import io.headrace.ffmpeg.stream.StreamChild;
import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.SoundCodec;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.ts.TsDemuxer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that carries a stream, as a node uses it: in another process. */
class StreamChildTest {

    private static final StreamPlace PIPE = new StreamPlace.Pipe();
    private static final int PICTURES = 60;

    @TempDir
    private Path directory;

    @AutoClose
    private final RtmpStage stage = new RtmpStage();

    /** Two seconds of pictures with B-frames, and AAC. */
    private List<AccessUnit> units = List.of();

    private final BlockingQueue<AccessUnit> came = new LinkedBlockingQueue<>();

    @BeforeEach
    void demuxAClip() throws Exception {
        var clip = new Clips(directory).segment(Clips.shape(320, 180, 30, 2));
        var demuxer = new TsDemuxer();
        var all = new ArrayList<>(demuxer.feed(clip.asByteBuffer()));
        all.addAll(demuxer.finish());
        units = all;
    }

    private StreamProcess start(StreamTask task) throws Exception {
        var program = new LibavProgram(
                System.getProperty("java.class.path"), Path.of(System.getProperty("org.bytedeco.javacpp.cachedir")), 0);
        return StreamProcess.start(StreamChild.command(program, task), came::add);
    }

    private Ended carry(StreamTask task, List<AccessUnit> input) throws Exception {
        try (var process = start(task)) {
            input.forEach(process::offer);
            process.finish();
            var ended = ended(process);
            assertThat(process.dropped()).isZero();
            return ended;
        }
    }

    private static Ended ended(StreamProcess process) throws Exception {
        return process.ended().get(60, TimeUnit.SECONDS);
    }

    private static List<Picture> pictures(Iterable<AccessUnit> units) {
        var pictures = new ArrayList<Picture>();
        units.forEach(unit -> {
            if (unit instanceof Picture picture) {
                pictures.add(picture);
            }
        });
        return pictures;
    }

    private static List<Sound> sounds(Iterable<AccessUnit> units) {
        var sounds = new ArrayList<Sound>();
        units.forEach(unit -> {
            if (unit instanceof Sound sound) {
                sounds.add(sound);
            }
        });
        return sounds;
    }

    private static ByteBuffer bytes(AccessUnit unit) {
        return unit.bytes().asByteBuffer();
    }

    @Test
    void picturesAndTheirTimesStayAsTheyAre() throws Exception {
        var ended = carry(StreamTask.of(PIPE, PIPE, StreamSound.COPY), units);

        assertThat(ended.exit()).isEqualTo(StreamExit.ENDED);
        var carried = pictures(came);
        assertThat(carried).hasSize(PICTURES);
        assertThat(carried)
                .extracting(Picture::presentation, Picture::decoding, Picture::keyframe, StreamChildTest::bytes)
                .containsExactlyElementsOf(pictures(units).stream()
                        .map(unit -> org.assertj.core.groups.Tuple.tuple(
                                unit.presentation(), unit.decoding(), unit.keyframe(), bytes(unit)))
                        .toList());
        assertThat(sounds(came)).hasSameSizeAs(sounds(units));
    }

    @Test
    void soundBecomesOpusAndAacAgainInItsTime() throws Exception {
        carry(StreamTask.of(PIPE, PIPE, StreamSound.OPUS), units);
        var opus = List.copyOf(came);
        came.clear();
        carry(StreamTask.of(PIPE, PIPE, StreamSound.AAC), opus);

        assertThat(sounds(opus)).allMatch(sound -> sound.codec() == SoundCodec.OPUS);
        assertThat(sounds(came)).allMatch(sound -> sound.codec() == SoundCodec.AAC);
        for (var converted : List.of(sounds(opus), sounds(came))) {
            assertThat(seconds(converted.getFirst()))
                    .isCloseTo(seconds(sounds(units).getFirst()), within(0.06));
            assertThat(seconds(converted.getLast()))
                    .isCloseTo(seconds(sounds(units).getLast()), within(0.1));
        }
        assertThat(sounds(opus).size()).isBetween(98, 104);
        assertThat(pictures(came)).hasSize(PICTURES);
    }

    private static double seconds(AccessUnit unit) {
        return unit.presentation().ticks() / 90_000.0;
    }

    @Test
    void eachPictureComesBeforeTheNextIsSent() throws Exception {
        try (var process = start(StreamTask.of(PIPE, PIPE, StreamSound.AAC))) {
            for (var picture : pictures(units).subList(0, 5)) {
                process.offer(picture);

                assertThat(came.poll(60, TimeUnit.SECONDS)).isInstanceOf(Picture.class);
            }
        }
    }

    @Test
    void writesAFileThatPlays() throws Exception {
        var file = directory.resolve("out.mp4");

        var ended = carry(StreamTask.of(PIPE, new StreamPlace.File(file), StreamSound.AAC), units);

        assertThat(ended.exit()).as(ended.sentence()).isEqualTo(StreamExit.ENDED);
        var described = Prober.probe(file, MediaLimits.DEFAULT);
        assertThat(described.video().orElseThrow().width()).isEqualTo(320);
        assertThat(described.hasAudio()).isTrue();
        assertThat(described.duration().toMillis()).isBetween(1_900L, 2_200L);
    }

    @Test
    void pushesToAServer() throws Exception {
        var server = stage.receiving();

        var ended = carry(StreamTask.of(PIPE, StreamPlace.Rtmp.at(server.address()), StreamSound.AAC), units);

        assertThat(ended.exit()).as(ended.sentence()).isEqualTo(StreamExit.ENDED);
        var received = server.received();
        assertThat(received.pictures()).isEqualTo(PICTURES);
        assertThat(received.sounds()).isGreaterThan(80);
    }

    @Test
    void playsFromAServer() throws Exception {
        var server = stage.playing(new Clips(directory).make("played.mp4", Clips.shape(320, 180, 30, 2)));

        try (var process = start(StreamTask.of(StreamPlace.Rtmp.at(server), PIPE, StreamSound.OPUS))) {
            assertThat(ended(process).exit()).isIn(StreamExit.ENDED, StreamExit.LOST);
        }

        assertThat(pictures(came)).hasSizeGreaterThanOrEqualTo(PICTURES - 1);
        assertThat(pictures(came).getFirst().keyframe()).isTrue();
        assertThat(sounds(came)).isNotEmpty().allMatch(sound -> sound.codec() == SoundCodec.OPUS);
    }

    @Test
    void saysThatAServerIsNotThere() throws Exception {
        var nobody = URI.create("rtmp://127.0.0.1:" + RtmpStage.freePort() + "/live/secret-key");

        var ended = carry(StreamTask.of(PIPE, StreamPlace.Rtmp.at(nobody), StreamSound.AAC), units);

        assertThat(ended.exit()).isEqualTo(StreamExit.UNREACHABLE);
        assertThat(ended.sentence()).contains("cannot begin").doesNotContain("secret-key");
    }

    @Test
    void refusesPicturesThatAreTooLarge() throws Exception {
        var ended = carry(new StreamTask(PIPE, PIPE, StreamSound.COPY, StreamTask.USUAL_IDLE, 320 * 180 - 1), units);

        assertThat(ended.exit()).isEqualTo(StreamExit.REFUSED);
        assertThat(ended.sentence()).contains("320x180", "57599");
    }

    @Test
    void endsWhenNothingComes() throws Exception {
        try (var process = start(StreamTask.of(PIPE, PIPE, StreamSound.COPY).idle(Duration.ofSeconds(1)))) {
            assertThat(ended(process).exit()).isEqualTo(StreamExit.SILENT);
        }
    }
}
