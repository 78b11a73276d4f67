package io.headrace.gateway.batch.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OwnTimeTest {

    private final AtomicLong now = new AtomicLong();
    private final OwnTime own = new OwnTime(now::get);

    @Test
    void leavesOutWhatOthersTook() {
        now.set(150);
        own.sending();
        now.set(9_000);
        own.heard();
        now.set(9_030);

        assertThat(own.told(100)).contains(Duration.ofNanos(50 + 30));
    }

    @Test
    void leavesOutASecondTry() {
        own.sending();
        now.set(500);
        own.heard();
        now.set(700);
        own.sending();
        now.set(900);
        own.heard();

        assertThat(own.told(0)).contains(Duration.ZERO);
    }

    @Test
    void saysNothingOfARequestThatNobodyAnswered() {
        assertThat(own.told(0)).isEmpty();

        own.sending();

        assertThat(own.told(0)).isEmpty();
    }
}
