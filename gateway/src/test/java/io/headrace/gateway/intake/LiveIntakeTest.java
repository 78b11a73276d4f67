package io.headrace.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.headrace.crypto.Keccak;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.gateway.order.VideoOrder.Keeping;
import io.headrace.gateway.order.VideoOrder.SourceRendition;
import io.headrace.job.JobEvent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.media.Container;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveIntakeTest {

    private static final Duration LENGTH = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private final List<JobEvent> told = new CopyOnWriteArrayList<>();
    private LiveIntake intake;

    @BeforeEach
    void open() throws IOException {
        intake = open(0, Duration.ZERO);
    }

    private LiveIntake open(long next, Duration begins) throws IOException {
        return LiveIntake.open(order(), next, begins).telling(told::add);
    }

    private VideoOrder order() {
        return new VideoOrder(
                "id",
                new VideoOrder.OfStream("film", Keeping.WINDOW, SourceRendition.LEFT_OUT),
                FakePeer.LADDER,
                Optional.empty(),
                folder);
    }

    private static Arrival arrival(int number) {
        return new Arrival(
                MediaBytes.owning(("source " + number).getBytes(StandardCharsets.UTF_8)),
                Container.MPEG_TS,
                MediaTime.of(LENGTH.multipliedBy(number)),
                LENGTH,
                VideoCodec.HEVC,
                60,
                320,
                180,
                false);
    }

    private List<Long> ready() {
        return told.stream()
                .filter(JobEvent.SegmentReady.class::isInstance)
                .map(event -> ((JobEvent.SegmentReady) event).unit().seq())
                .toList();
    }

    @Test
    void tellsTheJobOnlyWhatItHasRoomFor() throws Exception {
        intake.append(arrival(0));
        assertThat(told).isEmpty();

        intake.allow(0, 1);
        intake.append(arrival(1));

        assertThat(ready()).containsExactly(0L);
        assertThat(intake.known()).isEqualTo(LENGTH.multipliedBy(2));
        assertThat(intake.codec()).isEqualTo(VideoCodec.HEVC);
    }

    @Test
    void holdsAPublisherBackUntilThereIsRoom() throws Exception {
        intake.append(arrival(0));
        intake.append(arrival(1));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var third = threads.submit((Callable<Long>) () -> intake.append(arrival(2)));
            assertThat(third.isDone()).isFalse();
            assertThat(folder.resolve("source/2.ts")).doesNotExist();

            intake.allow(0, 1);

            assertThat(third.get(20, TimeUnit.SECONDS)).isEqualTo(2);
        }
    }

    @Test
    void letsAPublisherThatWaitsGoWhenTheJobIsOver() throws Exception {
        intake.append(arrival(0));
        intake.append(arrival(1));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var third = threads.submit((Callable<Long>) () -> intake.append(arrival(2)));

            intake.close();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> third.get(20, TimeUnit.SECONDS))
                    .withCauseInstanceOf(StreamOver.class);
        }
        try (var left = Files.list(folder.resolve("source"))) {
            assertThat(left).isEmpty();
        }
    }

    /** The job has accepted a unit long before its result is checked and published. */
    @Test
    void keepsAUnitThatWasAcceptedAndIsNotPublished() throws Exception {
        appendAllowed(12);

        intake.allow(12, 15);

        assertThat(intake.load(0).start()).isEqualTo(Duration.ZERO);
        assertThat(intake.load(1).start()).isEqualTo(LENGTH);
        assertThat(intake.hash(1)).isEqualTo(Keccak.hash("source 1".getBytes(StandardCharsets.UTF_8)));
        assertThat(intake.unit(1).width()).isEqualTo(320);
    }

    @Test
    void letsGoOfUnitsSomeTimeAfterTheyArePublished() throws Exception {
        appendAllowed(12);

        intake.published(8);
        assertThat(intake.load(0).start()).isEqualTo(Duration.ZERO);
        intake.published(9);

        assertThat(folder.resolve("source/0.ts")).doesNotExist();
        assertThat(folder.resolve("source/0.json")).doesNotExist();
        assertThatIOException().isThrownBy(() -> intake.unit(0)).withMessageContaining("no segment 0");
        assertThat(intake.load(1).start()).isEqualTo(LENGTH);
    }

    private void appendAllowed(int count) throws Exception {
        intake.allow(0, count);
        for (int number = 0; number < count; number++) {
            intake.append(arrival(number));
        }
    }

    @Test
    void endsOnceEverythingIsTold() throws Exception {
        intake.allow(0, 1);
        intake.append(arrival(0));
        intake.append(arrival(1));

        intake.end();
        assertThat(told).doesNotContain(new JobEvent.SourceEnded());
        intake.allow(1, 2);
        intake.end();

        assertThat(told).filteredOn(new JobEvent.SourceEnded()::equals).hasSize(1);
        assertThatExceptionOfType(StreamOver.class).isThrownBy(() -> intake.append(arrival(2)));
    }

    @Test
    void goesOnAfterARestartWithWhatWasNotPublished() throws Exception {
        appendAllowed(3);
        told.clear();

        var after = open(1, LENGTH);
        after.allow(1, 9);

        assertThat(ready()).containsExactly(1L, 2L);
        assertThat(after.load(2).start()).isEqualTo(LENGTH.multipliedBy(2));
        assertThat(after.lastEnd()).contains(MediaTime.of(LENGTH.multipliedBy(3)));
        assertThat(after.append(arrival(3))).isEqualTo(3);
    }

    /** The journal may be behind the publication: the job then asks again for what was just published. */
    @Test
    void keepsUnitsPublishedJustBeforeARestart() throws Exception {
        appendAllowed(3);
        intake.published(2);
        told.clear();

        var after = open(2, LENGTH.multipliedBy(2));
        after.allow(1, 9);

        assertThat(ready()).containsExactly(1L, 2L);
        assertThat(after.load(0).start()).isEqualTo(Duration.ZERO);
        assertThat(after.known()).isEqualTo(LENGTH.multipliedBy(3));
        assertThat(after.append(arrival(3))).isEqualTo(3);
    }

    @Test
    void failsTheSourceWhenAUnitToBeToldIsGone() throws Exception {
        appendAllowed(12);
        intake.published(11);
        told.clear();

        var after = open(11, LENGTH.multipliedBy(11));
        after.allow(1, 9);

        assertThat(told).containsExactly(new JobEvent.SourceFailed(Reason.SOURCE_FAILED));
        assertThatExceptionOfType(StreamOver.class).isThrownBy(() -> after.append(arrival(12)));
    }

    @Test
    void doesNotGoOnBehindACardThatIsTorn() throws Exception {
        appendAllowed(3);
        Files.writeString(folder.resolve("source/1.json"), "{\"seq\":1,");
        told.clear();

        var after = open(0, Duration.ZERO);
        after.allow(0, 9);

        assertThat(ready()).containsExactly(0L);
        assertThat(after.append(arrival(1))).isEqualTo(1);
    }
}
