package io.headrace.models.batch.upscale;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilingTest {

    private static final int TILE = 192;
    private static final int OVERLAP = 24;
    private static final int EDGE = OVERLAP / 3;

    @Test
    void needsOneTileForWhatFitsIntoOne() {
        assertThat(Tiling.of(192, TILE, OVERLAP).starts()).containsExactly(0);
        assertThat(Tiling.of(20, TILE, OVERLAP).starts()).containsExactly(0);
    }

    @Test
    void endsWithTheSide() {
        assertThat(Tiling.of(400, TILE, OVERLAP).starts()).containsExactly(0, 168, 208);
    }

    @ParameterizedTest
    @ValueSource(ints = {193, 250, 384, 1000, 1919})
    void showsNothingOfTheEdgesInsideOfThePicture(int length) {
        var tiling = Tiling.of(length, TILE, OVERLAP);
        for (int place = 0; place < length; place++) {
            int shown = lastVisible(tiling, place);

            assertThat(place - shown).as("place %d in its tile", place).isLessThan(TILE);
            assertThat(shown == 0 || place - shown >= EDGE).isTrue();
            assertThat(shown + TILE == length || shown + TILE - place > EDGE)
                    .as("place %d before the end of the tile at %d", place, shown)
                    .isTrue();
        }
    }

    /** The start of the tile that is laid last at this place with any weight. */
    private static int lastVisible(Tiling tiling, int place) {
        return tiling.starts().stream()
                .filter(start -> place >= start && place < start + TILE && tiling.weight(start, place - start) > 0)
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    @Test
    void fadesFromNothingToAllOverTheMiddleThird() {
        var tiling = Tiling.of(1_000, TILE, OVERLAP);

        assertThat(tiling.weight(0, 0)).isEqualTo(1);
        assertThat(tiling.weight(168, EDGE)).isZero();
        assertThat(tiling.weight(168, 1.5f * EDGE)).isEqualTo(0.5f);
        assertThat(tiling.weight(168, 2 * EDGE)).isEqualTo(1);
    }
}
