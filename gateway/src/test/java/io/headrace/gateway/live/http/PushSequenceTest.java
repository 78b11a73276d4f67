package io.headrace.gateway.live.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.intake.Arrival;
import io.headrace.media.Container;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushSequenceTest {

    private final PushSequence fresh = new PushSequence(Optional.empty());

    private static Arrival arrival(long startMs, int width) {
        return new Arrival(
                MediaBytes.EMPTY,
                Container.MPEG_TS,
                MediaTime.of(Duration.ofMillis(startMs)),
                Duration.ofSeconds(2),
                VideoCodec.H264,
                60,
                width,
                180,
                false);
    }

    @Test
    void beginsWithoutABreakWhateverTheNumber() {
        assertThat(fresh.next(500, arrival(90_000, 320)).discontinuity()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "8, 2000, 320, false",
        "8, 2400, 320, false",
        "8, 1600, 320, false",
        "8, 2600, 320, true",
        "8, 1400, 320, true",
        "8, 2000, 640, true",
        "9, 2000, 320, true",
        "7, 2000, 320, true",
        "0, 2000, 320, true"
    })
    void comparesEachSegmentWithTheOneBefore(long number, long startMs, int width, boolean broken) {
        fresh.taken(7, "a", 0, arrival(0, 320));

        assertThat(fresh.next(number, arrival(startMs, width)).discontinuity()).isEqualTo(broken);
    }

    @ParameterizedTest
    @CsvSource({"10000, false", "0, true"})
    void goesOnWhereAnEarlierPublisherStopped(long startMs, boolean broken) {
        var resumed = new PushSequence(Optional.of(MediaTime.of(Duration.ofSeconds(10))));

        assertThat(resumed.next(3, arrival(startMs, 320)).discontinuity()).isEqualTo(broken);
    }

    @Test
    void knowsTheLastEightAgain() {
        for (int number = 0; number < 9; number++) {
            fresh.taken(number, "digest " + number, 100 + number, arrival(number * 2_000L, 320));
        }

        assertThat(fresh.unitOf(8, "digest 8")).contains(108L);
        assertThat(fresh.unitOf(1, "digest 1")).contains(101L);
        assertThat(fresh.unitOf(0, "digest 0")).isEmpty();
        assertThat(fresh.unitOf(8, "digest 7")).isEmpty();
        assertThat(fresh.unitOf(7, "digest 8")).isEmpty();
    }
}
