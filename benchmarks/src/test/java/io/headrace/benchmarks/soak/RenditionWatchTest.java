package io.headrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.benchmarks.soak.PlaylistSnapshot.Entry;
import io.headrace.media.MediaBytes;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RenditionWatchTest {

    private static final int PICTURES = 50;
    private static final int MS = PICTURES * Pictures.MS_PER_PICTURE;

    private final RenditionWatch watch = new RenditionWatch();

    @Test
    void findsNoFlawInASlidingWindow() {
        assertThat(watch.playlist(window(0, 0, 1), at(2))).hasSize(2);
        assertThat(watch.playlist(window(0, 0, 1), at(3))).isEmpty();
        assertThat(watch.playlist(window(1, 1, 2), at(4)))
                .extracting(Entry::uri)
                .containsExactly("240p/2.ts");

        assertThat(found().seamless()).isTrue();
    }

    @Test
    void countsPositionsThatLeftUnseen() {
        watch.playlist(window(0, 0, 1), at(2));

        watch.playlist(window(5, 5, 6), at(12));

        assertThat(found().missing()).isEqualTo(6);
    }

    @Test
    void countsASegmentThatWasForgottenBeforeTheFirstLook() {
        watch.playlist(window(1, 1, 2), at(4));

        assertThat(found().missing()).isEqualTo(1);
    }

    @Test
    void countsUnitsThatWerePassedOver() {
        watch.playlist(new PlaylistSnapshot(0, List.of(entry(0), new Entry("240p/3.ts", 2, true)), false), at(2));

        assertThat(found().missing()).isEqualTo(2);
        assertThat(found().discontinuities()).isEqualTo(1);
    }

    @Test
    void countsANameAtASecondPosition() {
        watch.playlist(window(0, 0, 1), at(2));

        assertThat(watch.playlist(new PlaylistSnapshot(0, List.of(entry(0), entry(1), entry(1)), false), at(4)))
                .isEmpty();

        assertThat(found().doubled()).isEqualTo(1);
    }

    @Test
    void countsAPositionWithASecondName() {
        watch.playlist(window(0, 0, 1), at(2));

        watch.playlist(new PlaylistSnapshot(0, List.of(entry(0), new Entry("240p/other.ts", 2, false)), false), at(3));

        assertThat(found().doubled()).isEqualTo(1);
    }

    @Test
    void countsTheFramesOfWhatFollows() {
        watch.segment(Pictures.segment(0, PICTURES));
        watch.segment(Pictures.segment(MS, PICTURES));

        assertThat(found().frames()).isEqualTo(2 * PICTURES);
        assertThat(found().seamless()).isTrue();
    }

    @Test
    void noticesAFrameThatIsMissingBetweenSegments() {
        watch.segment(Pictures.segment(0, PICTURES));
        watch.segment(Pictures.segment(MS + Pictures.MS_PER_PICTURE, PICTURES));

        assertThat(found().jumps()).isEqualTo(1);
    }

    /** 2^33 ticks are 95,443,717.7 ms. */
    @Test
    void knowsThatTimesGoRound() {
        watch.segment(Pictures.segment(95_443_718 - MS, PICTURES));
        watch.segment(Pictures.segment(0, PICTURES));

        assertThat(found().seamless()).isTrue();
    }

    @Test
    void noticesTimesThatGoBack() {
        watch.segment(Pictures.segment(MS, PICTURES));
        watch.segment(Pictures.segment(0, PICTURES));

        assertThat(found().jumps()).isEqualTo(1);
    }

    @Test
    void noticesSegmentsThatCannotBeRead() {
        watch.segment(MediaBytes.EMPTY);
        watch.segment(MediaBytes.owning(new byte[1000]));

        assertThat(found().unreadable()).isEqualTo(2);
        assertThat(found().frames()).isZero();
    }

    @Test
    void aSegmentThatIsGoneIsAFlaw() {
        watch.gone();

        assertThat(found().lost()).isEqualTo(1);
        assertThat(found().seamless()).isFalse();
    }

    @Test
    void measuresTheLongestWaitBetweenNews() {
        watch.playlist(window(0, 0, 0), at(10));
        watch.playlist(window(0, 0, 1), at(17));
        watch.playlist(window(0, 0, 2), at(19));

        assertThat(watch.findings(at(20), false).longestStall()).isEqualTo(at(7));
    }

    @Test
    void aWaitThatLastsCountsUntilTheStreamIsOver() {
        watch.playlist(window(0, 0, 0), at(10));

        assertThat(watch.findings(at(40), false).longestStall()).isEqualTo(at(30));
        assertThat(watch.findings(at(40), true).longestStall()).isZero();
    }

    private RenditionWatch.Findings found() {
        return watch.findings(at(60), true);
    }

    private static PlaylistSnapshot window(long position, long from, long to) {
        return new PlaylistSnapshot(
                position,
                LongStream.rangeClosed(from, to)
                        .mapToObj(RenditionWatchTest::entry)
                        .toList(),
                false);
    }

    private static Entry entry(long number) {
        return new Entry("240p/" + number + ".ts", 2, false);
    }

    private static Duration at(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
