package io.headrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.Outcome;
import io.headrace.admission.Requests;
import io.headrace.admission.WorkOrder;
import io.headrace.admission.Worker;
import io.headrace.admission.Workshop;
import io.headrace.engine.PoolShape;
import io.headrace.engine.media.MediaChildren;
import io.headrace.ffmpeg.FfmpegChild;
import io.headrace.machine.NanoTicker;
import io.headrace.media.Ladder;
import io.headrace.media.MediaBytes;
import io.headrace.media.PixelCount;
import io.headrace.media.Profile;
import io.headrace.media.SourceSegment;
import io.headrace.media.request.ClipShape;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.SegmentFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** With the child processes of a real worker, and real video. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FfmpegWorkshopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Ladder LADDER =
            new Ladder(List.of(Profile.h264(256, 144, 200_000), Profile.h264(192, 108, 100_000)));

    private final List<SegmentFile> segments = new ArrayList<>();
    private final List<SourceSegment> sources = new ArrayList<>();
    private MediaChildren children;
    private ChildWorkshop workshop;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        var cache = Files.createDirectories(Path.of("target", "natives").toAbsolutePath());
        var command = FfmpegChild.command(System.getProperty("java.class.path"), cache, 0);
        children = MediaChildren.open(command, PoolShape.of(1), MediaLimits.DEFAULT, NanoTicker.system());
        workshop = new ChildWorkshop(WorkerConfig.of("alder-1", 1), children);
        var clip = folder.resolve("clip.mp4");
        var pieces = Files.createDirectory(folder.resolve("pieces"));
        children.ask(new MediaRequest.MakeClip(clip, ClipShape.of(320, 180, 30, Duration.ofSeconds(4))), PATIENCE);
        children.ask(
                new MediaRequest.Split(clip, pieces, MediaRequest.Split.USUAL_TARGET),
                PATIENCE,
                piece -> segments.add(load(piece)));
    }

    private SegmentFile load(SegmentFile piece) {
        try {
            sources.add(piece.load());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return piece;
    }

    @AfterAll
    void close() {
        workshop.close();
        children.close();
    }

    @Test
    void makesEveryRenditionAndCountsItsPixels() throws Exception {
        var outcome = outcome(order(sources.getFirst()));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Done.class, done -> {
            long frames = segments.getFirst().frames();
            assertThat(done.renditions())
                    .extracting(each -> each.profile().name())
                    .containsExactly("144p", "108p");
            assertThat(done.pixels()).isEqualTo(PixelCount.of(256, 144, frames).plus(PixelCount.of(192, 108, frames)));
        });
    }

    @Test
    void saysWhyThereIsNothingToTranscode() throws Exception {
        var good = sources.getFirst();
        var noise = new SourceSegment(
                0, good.start(), good.duration(), good.container(), MediaBytes.owning(new byte[10_000]));

        assertThat(outcome(order(noise)))
                .isInstanceOfSatisfying(
                        Outcome.Impossible.class,
                        impossible -> assertThat(impossible.text()).isEqualTo("TranscoderInvalidVideo"));
    }

    @Test
    void findsAnotherChildWhenOneWasKilled() throws Exception {
        var first = outcome(order(sources.getFirst()));
        var child = ProcessHandle.of(first.worker().pid()).orElseThrow();
        child.destroyForcibly();
        child.onExit().get(10, TimeUnit.SECONDS);

        var next = outcome(order(sources.getLast()));
        var retried = next instanceof Outcome.Died ? outcome(order(sources.getLast())) : next;

        assertThat(retried).isInstanceOf(Outcome.Done.class);
        assertThat(retried.worker().pid()).isNotEqualTo(first.worker().pid());
    }

    private static WorkOrder order(SourceSegment source) {
        return new WorkOrder(
                Requests.unit("session", source.seq()).unit(), source, LADDER, Optional.empty(), false, PATIENCE);
    }

    private Outcome outcome(WorkOrder order) throws Exception {
        var outcome = new CompletableFuture<Outcome>();
        workshop.begin(order, new Workshop.Reports() {
            @Override
            public void begun(Worker worker) {}

            @Override
            public void ended(Outcome how) {
                outcome.complete(how);
            }
        });
        return outcome.get(60, TimeUnit.SECONDS);
    }
}
