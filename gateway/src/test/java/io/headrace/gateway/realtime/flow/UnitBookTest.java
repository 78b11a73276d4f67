package io.headrace.gateway.realtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitBookTest {

    private final UnitBook book = new UnitBook();

    @Test
    void aUnitIsBackWithItsLastPicture() {
        book.begun(0, 0);
        assertThat(book.delivered(87_000)).as("it still runs").isEmpty();
        book.ended(87_000);

        assertThat(book.delivered(84_000)).isEmpty();
        assertThat(book.delivered(87_000)).containsExactly(0L);
        assertThat(book.delivered(87_000)).isEmpty();
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
    void forgetsTheOldestOfAStreamThatGetsNothingBack() {
        for (int seq = 0; seq < 300; seq++) {
            book.begun(seq, seq * 90_000L);
            book.ended(seq * 90_000L + 87_000);
        }

        assertThat(book.delivered(Long.MAX_VALUE)).hasSize(256).startsWith(44L).endsWith(299L);
    }
}
