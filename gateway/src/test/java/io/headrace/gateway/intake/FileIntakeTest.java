package io.headrace.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.gateway.fixture.FakeMediaEngine;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.job.JobEvent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.MediaRefusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileIntakeTest {

    private static final int SEGMENTS = 5;

    @TempDir
    private Path folder;

    private final FakeMediaEngine media = new FakeMediaEngine(SEGMENTS);
    private final List<JobEvent> told = new CopyOnWriteArrayList<>();

    @Test
    void tellsUnitsInOrderAndThenTheEnd() throws Exception {
        var intake = intake();
        intake.allow(0, 100);

        intake.run();

        assertThat(seqs()).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(told.getLast()).isEqualTo(new JobEvent.SourceEnded());
        assertThat(told).hasSize(SEGMENTS + 1);
    }

    @Test
    void tellsNoMoreThanTheJobHasRoomFor() throws Exception {
        var intake = intake();
        intake.allow(0, 2);

        intake.run();
        assertThat(seqs()).containsExactly(0L, 1L);

        intake.allow(0, 4);
        assertThat(seqs()).containsExactly(0L, 1L, 2L, 3L);
        assertThat(told).doesNotContain(new JobEvent.SourceEnded());

        intake.allow(0, 5);
        assertThat(told.getLast()).isEqualTo(new JobEvent.SourceEnded());
    }

    @Test
    void tellsNothingBeforeItIsAskedTo() throws Exception {
        intake().run();

        assertThat(told).isEmpty();
    }

    @Test
    void neverTakesRoomBack() throws Exception {
        var intake = intake();
        intake.allow(0, 4);
        intake.allow(0, 1);

        intake.run();

        assertThat(seqs()).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void beginsAfterWhatIsDone() throws Exception {
        var intake = intake();
        intake.allow(3, 100);

        intake.run();

        assertThat(seqs()).containsExactly(3L, 4L);
        assertThat(intake.unit(1).seq()).isEqualTo(1);
    }

    @Test
    void endsAtOnceWhenAllIsDone() throws Exception {
        var intake = intake();
        intake.allow(SEGMENTS, 100);

        intake.run();

        assertThat(told).containsExactly(new JobEvent.SourceEnded());
    }

    @Test
    void saysWhereEachUnitIsAndHowMuchWork() throws Exception {
        var intake = intake();
        intake.allow(0, 100);

        intake.run();

        var second = ((JobEvent.SegmentReady) told.get(1)).unit();
        assertThat(second.start()).isEqualTo(Duration.ofSeconds(2));
        assertThat(second.duration()).isEqualTo(Duration.ofSeconds(2));
        assertThat(second.quantity()).isGreaterThanOrEqualTo((64 * 36 + 32 * 18) * 30L);
        assertThat(intake.load(1).bytes().length()).isEqualTo("source 1".length());
        assertThat(intake.codec()).isEqualTo(VideoCodec.H264);
    }

    @Test
    void failsAnInputWithoutVideoWithItsSentence() throws Exception {
        media.refuseToProbe(new MediaRefusal.InvalidVideo("it is a letter"));
        var intake = intake();
        intake.allow(0, 100);

        intake.run();

        assertThat(told).containsExactly(new JobEvent.SourceFailed(Reason.INPUT_UNUSABLE));
        assertThat(intake.problem()).contains("There is no video to be read in the input: it is a letter");
    }

    @Test
    void tellsOfAnInputThatBreaksOffOnlyAfterItsUnits() throws Exception {
        media.refuseToSplit(new MediaRefusal.KeyframesTooFarApart(Duration.ofSeconds(20)));
        var intake = intake();
        intake.allow(0, 3);

        intake.run();
        assertThat(told).hasSize(3);

        intake.allow(0, 100);
        assertThat(told.getLast()).isEqualTo(new JobEvent.SourceFailed(Reason.INPUT_UNUSABLE));
        assertThat(seqs()).hasSize(SEGMENTS);
        assertThat(intake.problem()).hasValueSatisfying(why -> assertThat(why).contains("no keyframe for 20 s"));
    }

    @Test
    void saysThatTheLibraryBrokeRatherThanBlameTheInput() throws Exception {
        media.die();
        var intake = intake();
        intake.allow(0, 100);

        intake.run();

        assertThat(told).containsExactly(new JobEvent.SourceFailed(Reason.SOURCE_FAILED));
        assertThat(intake.problem()).hasValueSatisfying(why -> assertThat(why).contains("does not speak"));
    }

    @Test
    void waitsForAUnitOfAnEarlierLifeUntilItIsCutAgain() throws Exception {
        var intake = intake();
        var loaded = new CompletableFuture<Integer>();
        Thread.ofVirtual().start(() -> {
            try {
                loaded.complete(intake.load(3).bytes().length());
            } catch (IOException | InterruptedException failed) {
                loaded.completeExceptionally(failed);
            }
        });

        intake.run();

        assertThat(loaded.get(5, TimeUnit.SECONDS)).isEqualTo("source 3".length());
        assertThatThrownBy(() -> intake.load(SEGMENTS)).isInstanceOf(IOException.class);
    }

    private FileIntake intake() {
        var order = new VideoOrder(
                "job", new VideoOrder.OfFile(folder.resolve("input.mp4")), FakePeer.LADDER, Optional.empty(), folder);
        return new FileIntake(order, folder.resolve("input.mp4"), media, told::add);
    }

    private List<Long> seqs() {
        return told.stream()
                .filter(JobEvent.SegmentReady.class::isInstance)
                .map(event -> ((JobEvent.SegmentReady) event).unit().seq())
                .toList();
    }
}
