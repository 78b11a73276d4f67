package io.headrace.gateway.realtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class UnitBookTest {

    private final UnitBook book = new UnitBook();

    @Test
    void aUnitIsBackWithItsLastPicture() {
        book.begun(0, 0);
        assertThat(book.delivered(84_000)).as("it still runs").isEmpty();
        book.ended(87_000);

        assertThat(book.delivered(84_000)).isEmpty();
        assertThat(book.delivered(87_000)).containsExactly(0L);
        assertThat(book.delivered(87_000)).isEmpty();
    }

    @Test
    void aUnitMayEndAfterItsLastPictureCameBack() {
        book.begun(0, 0);
        assertThat(book.delivered(87_000)).isEmpty();

        assertThat(book.ended(87_000)).containsExactly(0L);
    }

    @Test
    void aUnitIsBackWithAnyPictureOfALaterOne() {
        book.begun(0, 0);
        book.ended(87_000);
        book.begun(1, 90_000);
        book.ended(177_000);
        book.begun(2, 180_000);

        assertThat(book.delivered(183_000)).containsExactly(0L, 1L);
    }

    @Test
    void everyUnitIsBackOnceAndInOrderHoweverLateTheOutputIs() {
        var chance = new SplittableRandom(5);
        var back = new ArrayList<Long>();
        long shown = 0;
        for (long frame = 0; frame < 3_000; frame++) {
            if (frame % 30 == 0 && frame > 0) {
                back.addAll(book.ended((frame - 1) * Units.FRAME));
            }
            if (frame % 30 == 0) {
                book.begun(frame / 30, frame * Units.FRAME);
            }
            for (int more = chance.nextInt(3); more > 0 && shown <= frame; more--) {
                back.addAll(book.delivered(shown++ * Units.FRAME));
            }
        }
        back.addAll(book.ended(2_999 * Units.FRAME));
        while (shown < 3_000) {
            back.addAll(book.delivered(shown++ * Units.FRAME));
        }

        assertThat(back)
                .containsExactlyElementsOf(LongStream.range(0, 100).boxed().toList());
    }

    @Test
    void forgetsTheOldestOfAStreamThatGetsNothingBack() {
        for (int seq = 0; seq < 300; seq++) {
            book.begun(seq, seq * 90_000L);
            book.ended(seq * 90_000L + 87_000);
        }

        assertThat(book.delivered(Long.MAX_VALUE)).hasSize(256).startsWith(44L).endsWith(299L);
    }
}
