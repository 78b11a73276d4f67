package io.headrace.models.runner.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.models.runner.Pictures;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class WaitingPicturesTest {

    private static WaitingPictures.Arrived nth(int n) {
        return new WaitingPictures.Arrived(Pictures.nth(n), n);
    }

    /** Puts ten from another thread, which waits where there is no room. */
    private static AtomicInteger putTen(WaitingPictures waiting) {
        var put = new AtomicInteger();
        Thread.ofVirtual().start(() -> {
            try {
                for (int n = 0; n < 10; n++) {
                    waiting.put(nth(n));
                    put.incrementAndGet();
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        return put;
    }

    @Test
    void givesThemInOrder() throws Exception {
        var waiting = new WaitingPictures(3, 1 << 20);
        putTen(waiting);

        for (int n = 0; n < 10; n++) {
            assertThat(waiting.take().orElseThrow().readNanos()).isEqualTo(n);
        }
        assertThat(waiting.poll()).isEmpty();
    }

    @Test
    void neverHoldsMoreThanSoMany() throws Exception {
        var waiting = new WaitingPictures(3, 1 << 20);
        var put = putTen(waiting);

        for (int taken = 0; taken < 10; taken++) {
            assertThat(put.get() - taken).isLessThanOrEqualTo(4);
            waiting.take();
        }
    }

    @Test
    void neverHoldsMoreThanSoManyBytesUnlessASingleOneHasThem() throws Exception {
        var waiting = new WaitingPictures(100, 1);
        var put = putTen(waiting);

        for (int taken = 0; taken < 10; taken++) {
            assertThat(put.get() - taken).isLessThanOrEqualTo(2);
            waiting.take();
        }
    }

    @Test
    void areAwaitedUntilOneComesOrTheEnd() throws Exception {
        var waiting = new WaitingPictures(3, 1 << 20);
        assertThat(waiting.awaited(Duration.ofMillis(1))).isTrue();

        putTen(waiting);
        assertThat(waiting.awaited(Duration.ofMinutes(1))).isFalse();

        waiting.abandon();
        assertThat(waiting.awaited(Duration.ofMinutes(1))).isFalse();
    }

    @Test
    void areAwaitedByNobodyWhoIsInterrupted() {
        var waiting = new WaitingPictures(3, 1 << 20);
        Thread.currentThread().interrupt();

        assertThat(waiting.awaited(Duration.ofMinutes(1))).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void givesWhatWaitsAfterItsEndAndThenNothing() throws Exception {
        var waiting = new WaitingPictures(3, 1 << 20);
        waiting.put(nth(0));
        waiting.end();
        waiting.put(nth(1));

        assertThat(waiting.take()).isPresent();
        assertThat(waiting.take()).isEmpty();
    }

    @Test
    void forgetsWhatWaitsWhenAbandonedAndLetsWritersGo() throws Exception {
        var waiting = new WaitingPictures(1, 1 << 20);
        var put = putTen(waiting);
        while (put.get() == 0) {
            LockSupport.parkNanos(1_000_000);
        }

        waiting.abandon();

        assertThat(waiting.take()).isEmpty();
        while (put.get() < 10) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(waiting.isEmpty()).isTrue();
    }
}
