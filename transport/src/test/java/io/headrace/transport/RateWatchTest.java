package io.headrace.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.Test;

/** Bodies at a thousand bytes a second, after ten seconds in which they may come as they like. */
class RateWatchTest {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int RATE = 1_000;

    private final Looks looks = new Looks();
    private final List<Throwable> failures = new ArrayList<>();
    private long nanos;
    private final RateWatch watch = watch(RATE);

    /** Does what is scheduled when the test says so. */
    private static final class Looks extends AbstractLifeCycle implements Scheduler {
        private final Deque<Runnable> due = new ArrayDeque<>();

        @Override
        public Task schedule(Runnable task, long delay, TimeUnit unit) {
            due.add(task);
            return () -> due.remove(task);
        }

        void take() {
            var all = List.copyOf(due);
            due.clear();
            all.forEach(Runnable::run);
        }
    }

    private RateWatch watch(int rate) {
        var limits = new ServerLimits(1, 1, 8_192, Duration.ofMinutes(1), Duration.ofMinutes(1), rate, GRACE);
        return new RateWatch(limits, looks, () -> nanos, failures::add);
    }

    private void pass(int seconds) {
        nanos += TimeUnit.SECONDS.toNanos(seconds);
        looks.take();
    }

    @Test
    void cutsOffABodyThatDoesNotCome() {
        watch.waiting();
        pass(10);
        assertThat(failures).isEmpty();

        pass(1);

        assertThat(failures)
                .singleElement()
                .isInstanceOfSatisfying(
                        TransportException.class,
                        slow -> assertThat(slow.kind()).isEqualTo(TransportException.Kind.TOO_SLOW));
        pass(60);
        assertThat(failures).as("said once").hasSize(1);
    }

    @Test
    void cutsOffABodyThatTrickles() {
        for (int second = 0; second < 19; second++) {
            watch.waiting();
            pass(1);
            watch.arrived(RATE / 2);
        }
        assertThat(failures).as("9,500 bytes, where 9,000 are due").isEmpty();

        watch.waiting();
        pass(1);

        assertThat(failures).as("9,500 bytes, where 10,000 are due").hasSize(1);
    }

    @Test
    void takesABodyAtTheRate() {
        for (int second = 0; second < 100; second++) {
            watch.waiting();
            pass(1);
            watch.arrived(RATE);
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void doesNotCountTheTimeInWhichTheReaderWorks() {
        watch.waiting();
        pass(1);
        watch.arrived(1);
        pass(3_600);
        watch.waiting();

        pass(9);
        assertThat(failures).isEmpty();
        pass(1);
        assertThat(failures).hasSize(1);
    }

    @Test
    void letsGoOfABodyThatHasEnded() {
        watch.waiting();
        watch.end();
        pass(3_600);

        assertThat(failures).isEmpty();
        assertThat(looks.due).isEmpty();
    }

    @Test
    void watchesNobodyWithoutARate() {
        looks.due.clear();
        var idle = watch(0);
        idle.waiting();

        pass(3_600);

        assertThat(failures).isEmpty();
    }
}
