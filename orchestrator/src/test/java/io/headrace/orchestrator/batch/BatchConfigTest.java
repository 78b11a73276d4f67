package io.headrace.orchestrator.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.pipeline.BuiltInPipelines;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchConfigTest {

    @Test
    void keepsResultsAsLongAsExistingNodesDo() {
        assertThat(BatchConfig.DEFAULT.times().results()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void givesEachPipelineItsTime() {
        assertThat(BatchTimes.DEFAULT.of(BuiltInPipelines.LLM.name())).isEqualTo(Duration.ofMinutes(10));
        assertThat(BatchTimes.DEFAULT.of(BuiltInPipelines.IMAGE_TO_TEXT.name())).isEqualTo(Duration.ofMinutes(5));
        assertThat(BatchTimes.DEFAULT.of(BuiltInPipelines.UPSCALE.name()))
                .as("films, too")
                .isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void refusesWhatCannotBe() {
        var minute = Duration.ofMinutes(1);
        assertThatThrownBy(() -> new BatchLimits(0, 100, 1, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BatchLimits(1, 100, 60, 60, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BatchLimits(1, 100, 1, 1, 101, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BatchTimes(Map.of(), minute, Duration.ofMillis(999), minute))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BatchTimes(Map.of(), Duration.ZERO, minute, minute))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void letsOnlySoManyInAndNobodyOnceItIsClosed() {
        var room = new BatchRoom(1);
        assertThat(room.enter()).isTrue();
        assertThat(room.enter()).isFalse();

        var empty = room.close();
        assertThat(empty.getCount()).isOne();
        room.leave();

        assertThat(empty.getCount()).isZero();
        assertThat(room.enter()).isFalse();
    }
}
