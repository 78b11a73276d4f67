package io.headrace.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MediaTimeTest {

    @Test
    void everyMomentComesBackFromItsDuration() {
        var random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            var time = new MediaTime(random.nextLong(1L << 40) - (1L << 39));

            assertThat(MediaTime.of(MediaTime.duration(time.ticks()))).isEqualTo(time);
        }
    }

    @Test
    void distancesAddUp() {
        var early = new MediaTime(3_003);
        var late = new MediaTime(6_006);

        assertThat(early.plus(late.since(early))).isEqualTo(late);
        assertThat(new MediaTime(90_000).since(MediaTime.ZERO)).isEqualTo(Duration.ofSeconds(1));
    }
}
