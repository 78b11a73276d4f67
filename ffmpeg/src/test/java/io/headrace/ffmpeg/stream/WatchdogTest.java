package io.headrace.ffmpeg.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WatchdogTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Close to where it begins anew, as it may be. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

    private final Watchdog watchdog = new Watchdog(PATIENCE, nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void isPatientForAsLongAsItWasTold() {
        pass(PATIENCE.minusNanos(1));
        assertThat(watchdog.isSilent()).isFalse();

        pass(Duration.ofNanos(1));
        assertThat(watchdog.isSilent()).isTrue();
    }

    @Test
    void beginsAnewWithWhateverMoves() {
        pass(PATIENCE.minusNanos(1));
        watchdog.moved();

        pass(PATIENCE.minusNanos(1));

        assertThat(watchdog.isSilent()).isFalse();
    }

    @Test
    void callsOnceNothingMoves() throws InterruptedException {
        var called = new CountDownLatch(1);
        watchdog.watch(called::countDown);

        pass(PATIENCE);

        assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
