package io.headrace.media.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingTest {

    @Test
    void theFirstUnitsOfAStrangerAreCompared() {
        var seen = compared(Sampling.usual(), 7, 1);

        assertThat(seen.subList(0, 2)).containsExactly(true, true);
        assertThat(seen.subList(2, 7)).containsOnlyOnce(true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 9})
    void everyBlockHasOneComparedUnitAndNoGapIsLonger(int block) {
        var seen = compared(Sampling.begin(0, block), block * 500, 42);

        int longest = 0;
        int gap = 0;
        for (int unit = 0; unit < seen.size(); unit++) {
            gap = seen.get(unit) ? 0 : gap + 1;
            longest = Math.max(longest, gap);
        }
        for (int begin = 0; begin < seen.size(); begin += block) {
            assertThat(seen.subList(begin, begin + block)).containsOnlyOnce(true);
        }
        assertThat(longest).isEqualTo(2 * block - 2);
    }

    @Test
    void everyPlaceIsDrawnAboutAsOften() {
        var seen = compared(Sampling.begin(0, 5), 5 * 2_000, 3);

        int[] drawn = new int[5];
        for (int unit = 0; unit < seen.size(); unit++) {
            drawn[unit % 5] += seen.get(unit) ? 1 : 0;
        }
        assertThat(drawn)
                .satisfies(places -> assertThat(List.of(places[0], places[1], places[2], places[3], places[4]))
                        .allSatisfy(times -> assertThat(times).isBetween(340, 460)));
    }

    @Test
    void refusesBlocksThatAreNone() {
        assertThatThrownBy(() -> Sampling.begin(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sampling.begin(-1, 5)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Boolean> compared(Sampling sampling, int units, long seed) {
        var chance = new SplittableRandom(seed);
        var answers = new ArrayList<Boolean>();
        for (int unit = 0; unit < units; unit++) {
            var step = sampling.next(chance);
            answers.add(step.compared());
            sampling = step.rest();
        }
        return answers;
    }
}
