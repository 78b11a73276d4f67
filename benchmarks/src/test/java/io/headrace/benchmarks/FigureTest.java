package io.headrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void isOneLineOfJsonThatNamesItsCommit() {
        var against = new LinkedHashMap<String, Double>();
        against.put("floorMs", 2.00049);
        against.put("aPeerMs", 3.0);
        var figure = new Figure("rtmp", 1.23456, "ms", OptionalDouble.of(2), against);

        assertThat(figure.json("rtmp", "abc"))
                .isEqualTo("{\"name\":\"rtmp\",\"figure\":1.235,\"unit\":\"ms\",\"goal\":2.0,"
                        + "\"against\":{\"floorMs\":2.0,\"aPeerMs\":3.0},"
                        + "\"command\":\"headrace bench rtmp\",\"commit\":\"abc\"}");
    }

    @Test
    void hasNoGoalWhereNoneWasSet() {
        var figure = new Figure("node", 1, "s", OptionalDouble.empty(), Map.of());

        assertThat(figure.json("node", "")).doesNotContain("goal");
    }

    @Test
    void leavesOutWhatCouldNotBeMeasured() {
        var against = Map.of("timesFfmpeg", Double.POSITIVE_INFINITY, "floorMs", 2.0);

        assertThat(new Figure("rtmp", 1, "ms", OptionalDouble.empty(), against).json("rtmp", ""))
                .contains("\"against\":{\"floorMs\":2.0}");
    }

    @Test
    void refusesToBeNoNumber() {
        assertThatThrownBy(() -> new Figure("rtmp", Double.NaN, "ms", OptionalDouble.empty(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rtmp");
    }
}
