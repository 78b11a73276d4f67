package io.headrace.models.runner.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SkipRuleTest {

    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration AT_TAKE_OVER = Duration.ofSeconds(1);

    private final SkipRule rule = new SkipRule(PATIENCE, AT_TAKE_OVER);

    private boolean skips(long waitedMs, boolean newerWaits, long nowMs) {
        return rule.skips(
                Duration.ofMillis(waitedMs),
                newerWaits,
                Duration.ofMillis(nowMs).toNanos());
    }

    @Test
    void worksAShortBurstOff() {
        for (int waited = 0; waited <= 200; waited += 20) {
            assertThat(skips(waited, true, 1_000 + waited)).isFalse();
        }
    }

    @Test
    void skipsToTheNewestOnceAPictureHasWaitedTooLong() {
        assertThat(skips(201, true, 1_000)).isTrue();
        assertThat(skips(150, true, 1_001)).as("those behind it as well").isTrue();
        assertThat(skips(100, false, 1_002)).as("but the newest").isFalse();
        assertThat(skips(50, true, 1_100)).isTrue();

        rule.caughtUp();

        assertThat(skips(50, true, 1_200)).isFalse();
    }

    @Test
    void hasMorePatienceWithWhatAnotherLeftOver() {
        rule.tookOver(Duration.ofSeconds(1).toNanos());

        assertThat(skips(900, true, 1_500)).isFalse();
        assertThat(skips(1_001, true, 1_600)).as("but not without end").isTrue();
    }

    @Test
    void goesOnPatientlyWhenItIsToldToTakeOverWhileItIsBehind() {
        assertThat(skips(500, true, 1_000)).isTrue();

        rule.tookOver(Duration.ofSeconds(1).toNanos());

        assertThat(skips(510, true, 1_010)).isFalse();
    }

    @Test
    void isAsImpatientAsBeforeWhenTheMomentIsOver() {
        rule.tookOver(Duration.ofSeconds(1).toNanos());

        assertThat(skips(300, true, 2_999)).isFalse();
        assertThat(skips(300, true, 3_000)).isTrue();
    }
}
