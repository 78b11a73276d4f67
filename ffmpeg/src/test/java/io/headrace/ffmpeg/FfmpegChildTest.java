package io.headrace.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.engine.ChildException;
import io.headrace.engine.PoolShape;
import io.headrace.engine.media.MediaChildren;
import io.headrace.machine.NanoTicker;
import io.headrace.media.Ladder;
import io.headrace.media.MediaBytes;
import io.headrace.media.Profile;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRefusal;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.Preset;
import io.headrace.media.request.SegmentFile;
import io.headrace.media.verify.ContentJudge;
import io.headrace.media.verify.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The program at the end of its pipe, as a node uses it: the file's whole way in another process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FfmpegChildTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MEMORY_MEBIBYTES = 1024;

    private Path directory = Path.of("");
    private MediaChildren children = open();

    @BeforeAll
    void keep(@TempDir Path temporary) {
        directory = temporary;
    }

    private static MediaChildren open() {
        var command = FfmpegChild.command(
                System.getProperty("java.class.path"),
                Path.of(System.getProperty("org.bytedeco.javacpp.cachedir")),
                MEMORY_MEBIBYTES);
        return MediaChildren.open(command, PoolShape.of(1), MediaLimits.DEFAULT, NanoTicker.system());
    }

    @AfterAll
    void close() {
        children.close();
    }

    @Test
    void doesAllThatAJobAsks() throws Exception {
        var clip = directory.resolve("clip.mp4");
        done(new MediaRequest.MakeClip(clip, Clips.shape(320, 180, 30, 4)));
        var described = done(new MediaRequest.Probe(clip));
        assertThat(described.video().orElseThrow().width()).isEqualTo(320);
        assertThat(described.hasAudio()).isTrue();

        var segments = new ArrayList<SegmentFile>();
        var split = new MediaRequest.Split(
                clip, Files.createDirectory(directory.resolve("segments")), Duration.ofSeconds(2));
        children.ask(split, PATIENCE, segments::add);
        assertThat(segments).extracting(SegmentFile::frames).containsExactly(60L, 60L);

        var files = new ArrayList<Path>();
        for (var segment : segments) {
            var output = done(transcode(segment.load().bytes())).outputs().getFirst();
            var found = done(new MediaRequest.Measure(output.segment().bytes(), MediaRequest.Depth.PACKETS));
            assertThat(found.frames()).isEqualTo(60);
            var compared = done(new MediaRequest.Compare(
                    segment.load().bytes(),
                    output.segment().bytes(),
                    output.segment().profile(),
                    Preset.ULTRAFAST,
                    0.3));
            assertThat(ContentJudge.USUAL.judge(compared)).isInstanceOf(Verdict.Same.class);
            var file = directory.resolve("out-" + segment.seq() + ".ts");
            try (var out = Files.newOutputStream(file)) {
                output.segment().bytes().writeTo(out);
            }
            files.add(file);
        }
        assertThat(done(new MediaRequest.Join(files, directory.resolve("joined.mp4")))
                        .frames())
                .isEqualTo(120);
    }

    @Test
    void refusesAsAValueAndLivesOn() throws Exception {
        var answer = children.ask(transcode(MediaBytes.owning(new byte[5000])), PATIENCE);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        MediaAnswer.Refused.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(MediaRefusal.InvalidVideo.class));
        var again = children.ask(transcode(MediaBytes.owning(new byte[5000])), PATIENCE);
        assertThat(again.pid()).isEqualTo(answer.pid());
    }

    @Test
    void aFileThatIsNotThereIsRefused() throws Exception {
        var answer = children.ask(new MediaRequest.Probe(directory.resolve("none.mp4")), PATIENCE);

        assertThat(answer).isInstanceOf(MediaAnswer.Refused.class);
    }

    @Test
    void aChildKilledInTheMiddleFailsItsRequestAndTheNextOneWorks() throws Exception {
        var clip = directory.resolve("long.mp4");
        var pid = new AtomicLong();
        pid.set(children.ask(new MediaRequest.MakeClip(clip, Clips.shape(320, 180, 30, 12)), PATIENCE)
                .pid());
        var split =
                new MediaRequest.Split(clip, Files.createDirectory(directory.resolve("killed")), Duration.ofSeconds(1));

        assertThatThrownBy(() -> children.ask(
                        split, PATIENCE, _ -> ProcessHandle.of(pid.get()).ifPresent(ProcessHandle::destroyForcibly)))
                .isInstanceOfSatisfying(
                        ChildException.Died.class,
                        died -> assertThat(died.retryHelps()).isTrue());
        assertThat(done(new MediaRequest.Probe(clip)).streams()).hasSize(2);
    }

    private static MediaRequest.Transcode transcode(MediaBytes segment) {
        var ladder = new Ladder(List.of(Profile.h264(256, 144, 300_000)));
        return new MediaRequest.Transcode("stream", segment, ladder, Preset.VERYFAST);
    }

    private <R extends MediaReply.Final> R done(MediaRequest<R> request) throws Exception {
        return switch (children.ask(request, PATIENCE)) {
            case MediaAnswer.Done<R>(var reply, var _) -> reply;
            case MediaAnswer.Refused<R>(var refusal, var _) -> throw new AssertionError(refusal.sentence());
        };
    }
}
