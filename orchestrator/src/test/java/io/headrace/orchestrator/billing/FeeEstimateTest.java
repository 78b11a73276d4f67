package io.headrace.orchestrator.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.FrameRate;
import io.headrace.media.Ladder;
import io.headrace.media.Profile;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeeEstimateTest {

    private static final Price ONE = Price.of(1, 1);

    @Test
    void assumesARateThatHardlyAnyVideoFallsShortOf() {
        assertThat(fee(Profile.h264(100, 100, 0), Duration.ofSeconds(1))).isEqualTo(with2Percent(10_000L * 24));
    }

    @Test
    void takesASegmentWithoutDurationForTwoSeconds() {
        assertThat(fee(Profile.h264(100, 100, 0), Duration.ZERO)).isEqualTo(with2Percent(10_000L * 24 * 2));
    }

    @Test
    void countsSizesAsEncodersWillClampThem() {
        assertThat(fee(Profile.h264(0, 0, 0), Duration.ofSeconds(1))).isEqualTo(with2Percent(146L * 82 * 24));
        assertThat(fee(Profile.h264(20_000, 20_000, 0), Duration.ofSeconds(1)))
                .isEqualTo(with2Percent(4096L * 2304 * 24));
    }

    @Test
    void roundsAFractionalRateUp() {
        var base = Profile.h264(100, 100, 0);
        var ntsc = new Profile(
                "ntsc",
                100,
                100,
                0,
                new FrameRate(30_000, 1001),
                base.container(),
                base.codec(),
                base.codecProfile(),
                base.gop(),
                0);

        assertThat(fee(ntsc, Duration.ofSeconds(1))).isEqualTo(with2Percent(10_000L * 30));
    }

    private static Credit fee(Profile profile, Duration duration) {
        return FeeEstimate.of(new Ladder(List.of(profile)), duration, ONE);
    }

    private static Credit with2Percent(long pixels) {
        return Credit.parse(pixels * 102 + "/100");
    }
}
