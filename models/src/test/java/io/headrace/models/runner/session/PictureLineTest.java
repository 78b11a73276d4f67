package io.headrace.models.runner.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.models.frame.FrameException;
import io.headrace.models.runner.FakeWorks;
import io.headrace.models.runner.ManualClock;
import io.headrace.models.runner.Pictures;
import io.headrace.models.runner.status.EventDocuments;
import io.headrace.models.runner.status.FrameCounts;
import io.headrace.models.runner.status.StreamGauge;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.trickle.TrickleException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PictureLineTest {

    private final ManualClock clock = new ManualClock();
    private final FakeWorks works = new FakeWorks(clock);
    private final List<String> events = new ArrayList<>();
    private final List<Picture> out = new ArrayList<>();
    private final FrameRecorder frames = new FrameRecorder();
    private final StreamGauge gauge = new StreamGauge(clock, "{}");
    private final SessionTeller teller =
            new SessionTeller(gauge, new EventDocuments("fake"), clock, frames, events::add);
    private final WaitingPictures waiting = new WaitingPictures(1_000, 1 << 24);
    private final Wishes wishes = new Wishes();
    private final HttpClient http = HttpClient.start(ClientConfig.FOR_NODES);

    @AfterEach
    void close() {
        http.close();
    }

    private void run() throws Exception {
        run(out::add);
    }

    /** Takes all that waits. */
    private void run(PictureSink sink) throws Exception {
        waiting.end();
        work(sink);
    }

    private void work(PictureSink sink) throws Exception {
        var needs =
                new SessionNeeds(works, new EventDocuments("fake"), SessionLimits.DEFAULT, http, _ -> {}, clock, clock);
        new PictureLine(needs, works.open("{}"), "{}", waiting, wishes, sink, teller).run();
    }

    private void come(Picture picture) throws InterruptedException {
        teller.pictureIn();
        waiting.put(new WaitingPictures.Arrived(picture, clock.nanos()));
    }

    /** From the so many-th on, all at once. */
    private void come(int from, int to) throws InterruptedException {
        for (int n = from; n < to; n++) {
            come(Pictures.nth(n));
        }
    }

    private FrameCounts counts() {
        return gauge.vitals().counts();
    }

    private List<Long> times() {
        return out.stream().map(picture -> picture.presentation().ticks()).toList();
    }

    @Test
    void makesEachPictureOfABurstInOrder() throws Exception {
        come(0, 90);

        run();

        assertThat(times()).hasSize(90).isSorted().doesNotHaveDuplicates();
        assertThat(counts()).isEqualTo(new FrameCounts(90, 90, 0, 0, 0));
        assertThat(works.closed).hasValue(1);
    }

    @Test
    void makesKeyframesWhereTheInputHasThem() throws Exception {
        come(0, 90);

        run();

        assertThat(out.stream()
                        .filter(Picture::keyframe)
                        .map(picture -> picture.presentation().ticks()))
                .containsExactly(0L, 90_000L, 180_000L);
    }

    @Test
    void skipsToTheNewestOnceAPictureWaitedTooLong() throws Exception {
        come(0, 10);
        clock.passMs(201);
        come(10, 12);

        run();

        assertThat(times()).containsExactly(11 * Pictures.TICKS);
        assertThat(works.done).hasSize(12).contains("decoded 0", "decoded 30000", "made 33000");
        assertThat(counts()).isEqualTo(new FrameCounts(12, 1, 11, 0, 0));
    }

    @Test
    void aSlowLineStaysCloseToTheNewestPicture() throws Exception {
        works.inBetween = this::threeComeInATenthOfASecond;
        come(0, 1);

        work(out::add);

        assertThat(counts().in()).isEqualTo(91);
        assertThat(counts().out() + counts().skipped()).isEqualTo(91);
        assertThat(counts().out()).isBetween(28L, 36L);
        assertThat(farthestBehind).isLessThanOrEqualTo(6);
    }

    /** Whoever stands by may be on the machine of the one at work. */
    @Test
    void rehearsesNoFasterThanAStreamComes() throws Exception {
        works.rehearsal = 5;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long began = System.nanoTime();
            var line = threads.submit(() -> {
                work(out::add);
                return true;
            });
            while (works.played.get() < 5 && !line.isDone()) {
                LockSupport.parkNanos(1_000_000);
            }
            var took = Duration.ofNanos(System.nanoTime() - began);
            waiting.end();

            assertThat(line.get()).isTrue();
            assertThat(works.played).hasValue(5);
            assertThat(took).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void rehearsesNothingOncePicturesCome() throws Exception {
        works.rehearsal = 5;
        come(0, 1);

        run();

        assertThat(works.rehearsed).hasValue(1);
        assertThat(works.played).hasValue(0);
        assertThat(times()).hasSize(1);
    }

    private int came;
    private long farthestBehind;

    /** Thirty a second, for three seconds; how far behind it is counts once it had a second to find out that it is. */
    private void threeComeInATenthOfASecond() {
        clock.passMs(100);
        if (came == 90) {
            waiting.end();
            return;
        }
        try {
            come(came + 1, came + 4);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        came += 3;
        if (came > 30) {
            farthestBehind = Math.max(farthestBehind, came - times().getLast() / Pictures.TICKS);
        }
    }

    @Test
    void passesOverWhatComesBeforeTheFirstKeyframe() throws Exception {
        come(27, 33);

        run();

        assertThat(times()).containsExactly(30 * Pictures.TICKS, 31 * Pictures.TICKS, 32 * Pictures.TICKS);
        assertThat(counts()).isEqualTo(new FrameCounts(6, 3, 3, 0, 0));
    }

    @Test
    void resumesBehindWhatTheViewersHaveWithAKeyframe() throws Exception {
        wishes.resume(40 * Pictures.TICKS);
        come(30, 45);

        run();

        assertThat(times()).first().isEqualTo(41 * Pictures.TICKS);
        assertThat(out).hasSize(4);
        assertThat(out.stream().map(Picture::keyframe)).containsExactly(true, false, false, false);
        assertThat(works.done).startsWith("decoded 90000").contains("decoded 120000", "made 123000");
        assertThat(counts()).isEqualTo(new FrameCounts(15, 4, 0, 11, 0));
    }

    @Test
    void resumesThoughTheReplayTookLong() throws Exception {
        wishes.resume(58 * Pictures.TICKS);
        come(30, 60);
        clock.passMs(150);

        run();

        assertThat(times()).containsExactly(59 * Pictures.TICKS);
    }

    @Test
    void makesAllThatViewersLackAtATakeOverThoughItHasWaited() throws Exception {
        wishes.resume(40 * Pictures.TICKS);
        come(30, 60);
        clock.passMs(600);

        run();

        assertThat(times()).hasSize(19).first().isEqualTo(41 * Pictures.TICKS);
        assertThat(counts().skipped()).isZero();
    }

    @Test
    void givesAKeyframeWhenOneIsWished() throws Exception {
        come(0, 3);
        works.inBetween = wishes::keyframe;

        run();

        assertThat(out).extracting(Picture::keyframe).containsExactly(true, true, true);
    }

    @Test
    void takesTheLatestParametersAlone() throws Exception {
        wishes.parameters("{\"a\":1}");
        wishes.parameters("{\"a\":2}");
        come(0, 1);

        run();

        assertThat(works.done).containsExactly("{\"a\":2}", "made 0");
        assertThat(gauge.vitals().parameters()).isEqualTo("{\"a\":2}");
    }

    @Test
    void keepsItsParametersWhenOthersAreRefused() throws Exception {
        wishes.parameters("{\"refuse\":1}");
        come(0, 2);

        run();

        assertThat(out).hasSize(2);
        assertThat(gauge.vitals().parameters()).isEqualTo("{}");
        assertThat(events)
                .filteredOn(event -> event.contains("\"error\""))
                .singleElement()
                .asString()
                .contains("refuse\\\" is no parameter", "remain");
    }

    @Test
    void makesABrokenLineAnewAndGoesOnAtTheNextKeyframe() throws Exception {
        works.breakingAt.add(10 * Pictures.TICKS);
        come(0, 40);

        run();

        assertThat(works.opened).hasValue(2);
        assertThat(works.closed).hasValue(2);
        assertThat(counts()).isEqualTo(new FrameCounts(40, 20, 19, 0, 1));
        assertThat(out.get(10))
                .satisfies(picture -> assertThat(picture.keyframe()).isTrue());
        assertThat(events).anyMatch(event -> event.contains("\"restart\"") && event.contains("broken at 30000"));
    }

    @Test
    void givesUpAfterThreeRestarts() throws Exception {
        for (int n = 0; n < 4; n++) {
            works.breakingAt.add(30L * n * Pictures.TICKS);
        }
        come(0, 200);

        assertThatThrownBy(this::run).isInstanceOf(FrameException.class).hasMessage("broken at 270000");
        assertThat(works.closed).hasValue(works.opened.get());
    }

    @Test
    void countsWhatNothingCameOf() throws Exception {
        works.undecodable.add(5 * Pictures.TICKS);
        works.undecodable.add(29 * Pictures.TICKS);
        come(0, 30);

        run();

        assertThat(counts()).isEqualTo(new FrameCounts(30, 28, 0, 0, 2));
    }

    @Test
    void endsWhenNobodyTakesTheOutput() throws Exception {
        come(0, 3);
        var gone = new TrickleException(TrickleException.Kind.NO_SUCH_CHANNEL, "no such channel");

        assertThatThrownBy(() -> run(_ -> {
                    throw gone;
                }))
                .isSameAs(gone);
        assertThat(works.closed).hasValue(1);
    }

    @Test
    void recordsTheStationsOfEachFrame() throws Exception {
        works.inBetween = () -> clock.pass(Duration.ofNanos(5));
        long came = clock.nanos();
        come(0, 1);

        run(_ -> clock.pass(Duration.ofNanos(3)));

        assertThat(frames.take()).contains("[[0,%d,%d,%d,%d,%d]]".formatted(came, came, came + 5, came + 5, came + 8));
        assertThat(frames.take()).isEmpty();
    }
}
