package io.headrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WinnerTextTest {

    @Test
    void readsEveryWinnerAsItWasWritten() {
        var chance = new Random(20261121);

        for (int i = 0; i < 500; i++) {
            var winner = Winners.random(chance, chance.nextLong(1L << 32));

            assertThat(WinnerText.decode(WinnerText.encode(winner))).isEqualTo(winner);
        }
    }

    @Test
    void refusesALineWithAPartMissing() {
        var line = WinnerText.encode(Winners.numbered(1));

        assertThatThrownBy(() -> WinnerText.decode(line.substring(0, line.lastIndexOf(' '))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("damaged");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void refusesALineWithAPartThatIsNotWhatItShouldBe(int part) {
        String[] parts = WinnerText.encode(Winners.numbered(1)).split(" ");
        parts[part] = "x";

        assertThatThrownBy(() -> WinnerText.decode(String.join(" ", parts))).isInstanceOf(StoreException.class);
    }

    @Test
    void refusesAnEmptyLine() {
        assertThatThrownBy(() -> WinnerText.decode("")).isInstanceOf(StoreException.class);
    }
}
