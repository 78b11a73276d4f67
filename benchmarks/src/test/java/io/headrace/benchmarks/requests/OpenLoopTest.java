package io.headrace.benchmarks.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void countsTheTimeThatAStallHeldOthersBack() throws Exception {
        var asked = new AtomicInteger();
        var all = new CountDownLatch(100);

        var found = new OpenLoop(100, SECOND, 100).run(() -> {
            all.countDown();
            asked.incrementAndGet();
            all.await();
        });

        assertThat(asked).hasValue(100);
        assertThat(found.failed()).isZero();
        assertThat(found.delays().count()).isEqualTo(100);
        // The first was due 990 ms before the last, and none was answered before that.
        assertThat(found.delays().millis(1)).isGreaterThanOrEqualTo(980);
        assertThat(found.delays().millis(0.5)).isGreaterThanOrEqualTo(480);
    }

    @Test
    void tellsWhyTheFirstFailed() throws Exception {
        var found = new OpenLoop(10, SECOND, 10).run(() -> {
            throw new IOException("nobody is there");
        });

        assertThat(found.failed()).isEqualTo(10);
        assertThat(found.problem()).isEqualTo("nobody is there");
        assertThat(found.delays().count()).isZero();
    }

    @Test
    void doesNotSendWhatIsBeyondItsRoom() throws Exception {
        var asked = new AtomicInteger();
        var refused = new CountDownLatch(1);

        var found = new OpenLoop(10, SECOND, 2).run(() -> {
            if (asked.incrementAndGet() <= 2) {
                var _ = refused.await(2, TimeUnit.SECONDS);
            }
        });

        assertThat(found.failed()).isEqualTo(8);
        assertThat(found.problem()).contains("2 were under way");
    }

    @Test
    void refusesWhatIsNoRate() {
        assertThatThrownBy(() -> new OpenLoop(0, SECOND, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
