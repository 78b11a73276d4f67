package io.headrace.gateway.realtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SoundCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SoundSpliceTest {

    private static final int FRAME = Units.OPUS_FRAME;

    private final SoundSplice splice = new SoundSplice();
    private final List<Sound> heard = new ArrayList<>();

    private void source(int from, int to) {
        LongStream.range(from, to).forEach(n -> heard.addAll(splice.source(Units.opus(n * FRAME))));
    }

    private void session(int from, int to) {
        LongStream.range(from, to).forEach(n -> heard.addAll(splice.session(ofSession(n * FRAME))));
    }

    /** It can be told by its one byte. */
    private static Sound ofSession(long ticks) {
        return new Sound(SoundCodec.OPUS, new MediaTime(ticks), MediaBytes.owning(new byte[1]));
    }

    private void shown(long n) {
        heard.addAll(splice.shown(n * FRAME));
    }

    private List<Long> frames() {
        return heard.stream().map(one -> one.presentation().ticks() / FRAME).toList();
    }

    private List<Long> framesOfSession() {
        return heard.stream()
                .filter(one -> one.bytes().length() == 1)
                .map(one -> one.presentation().ticks() / FRAME)
                .toList();
    }

    private static List<Long> range(int from, int to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @Test
    void giveTheSourcesOwnSoundWithThePicturesItBelongsTo() {
        source(0, 20);
        assertThat(frames()).as("no picture is shown yet").isEmpty();

        shown(5);
        assertThat(frames())
                .as("what was before the first picture is not heard")
                .containsExactly(5L);
        source(20, 24);

        assertThat(frames()).as("as far behind the source as the pictures are").containsExactlyElementsOf(range(5, 10));
    }

    @Test
    void goesOutAsEvenlyAsItComesInWhilePicturesWaver() {
        source(0, 10);
        shown(5);
        int pictures = 0;
        for (int n = 10; n < 1_000; n++) {
            int before = heard.size();
            source(n, n + 1);
            boolean settled = n > 250;
            if (settled) {
                assertThat(heard).as("at frame %d", n).hasSize(before + 1);
            }
            while (pictures * Units.FRAME <= (n - 6) * FRAME) {
                heard.addAll(splice.shown((long) pictures++ * Units.FRAME + (pictures % 3) * 700L));
            }
            if (settled) {
                assertThat(heard).as("with a picture, at frame %d", n).hasSize(before + 1);
            }
        }
    }

    @Test
    void goesOnWhenPicturesStandStill() {
        source(0, 10);
        shown(5);

        source(10, 60);

        assertThat(frames()).containsExactlyElementsOf(range(5, 56));
    }

    @Test
    void keepsBehindThePicturesOfASlowRunner() {
        source(0, 500);
        shown(0);
        source(500, 505);

        assertThat(frames()).containsExactlyElementsOf(range(0, 6));
    }

    @Test
    void followsPicturesThatComeLaterForGood() {
        source(0, 10);
        shown(9);
        for (int n = 10; n < 200; n++) {
            source(n, n + 1);
            shown(Math.max(9, n - 10));
        }

        assertThat(frames()).doesNotHaveDuplicates().isSorted();
        assertThat(frames().getLast()).isBetween(188L, 191L);
    }

    @Test
    void isNotHeldUpByAMomentInWhichPicturesAreLate() {
        source(0, 10);
        shown(5);
        for (int n = 10; n < 500; n++) {
            int before = heard.size();
            source(n, n + 1);
            assertThat(heard).as("at frame %d", n).hasSize(before + 1);
            boolean late = n > 300 && n < 340;
            if (!late) {
                shown(n - 4);
            }
        }
    }

    @Test
    void keepsUpWithPicturesThatCatchUp() {
        source(0, 200);
        shown(0);

        shown(199);

        assertThat(frames()).containsExactlyElementsOf(range(0, 200));
    }

    @Test
    void takesTheSessionsSoundInPlaceOfTheSources() {
        source(0, 20);
        shown(0);
        heard.clear();

        session(1, 15);
        shown(14);

        assertThat(frames()).containsExactlyElementsOf(range(1, 15));
        assertThat(framesOfSession()).containsExactlyElementsOf(range(1, 15));
    }

    @Test
    void fillsWhatTheSessionLeavesOut() {
        source(0, 20);
        shown(0);
        heard.clear();
        session(1, 5);

        session(8, 10);

        assertThat(frames()).containsExactlyElementsOf(range(1, 10));
        assertThat(framesOfSession()).containsExactly(1L, 2L, 3L, 4L, 8L, 9L);
    }

    @Test
    void doesNotDoubleFramesThatLieBetweenTheSessions() {
        source(0, 20);
        shown(0);
        heard.clear();
        LongStream.range(1, 10).forEach(n -> heard.addAll(splice.session(ofSession(n * FRAME + 700))));

        assertThat(heard).hasSize(10 - 1).allMatch(one -> one.bytes().length() == 1);
    }

    @Test
    void isNotSilentWhenTheSessionIsAndRepeatsNothingOfTheNext() {
        source(0, 10);
        shown(0);
        heard.clear();
        session(1, 10);
        shown(9);

        source(10, 40);
        assertThat(frames()).startsWith(1L, 2L).doesNotHaveDuplicates().isSorted();
        long last = frames().getLast();
        session((int) last - 3, 45);

        assertThat(frames()).containsExactlyElementsOf(range(1, 45));
    }

    @Test
    void leavesOutSoundInAnotherCodecThanTheSessions() {
        for (int n = 0; n < 10; n++) {
            splice.source(new Sound(SoundCodec.AAC, new MediaTime((long) n * FRAME), MediaBytes.owning(new byte[8])));
        }
        splice.shown(0);

        session(1, 3);
        session(6, 8);

        assertThat(frames()).containsExactly(1L, 2L, 6L, 7L);
    }
}
