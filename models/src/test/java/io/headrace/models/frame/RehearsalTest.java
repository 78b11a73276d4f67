package io.headrace.models.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.models.frame.filter.Noop;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void sendsPicturesThroughTheWholeLineUntilSomebodyWaits() throws Exception {
        var left = new AtomicInteger(10);

        try (var line = new FrameLine(new Noop(), "{}", LineSettings.usual(), nanos::incrementAndGet)) {
            Rehearsal.run(line, LineSettings.usual(), () -> left.getAndDecrement() > 0);
        }

        assertThat(left).hasValue(-1);
        assertThat(nanos.get()).as("three times are taken of each picture").isEqualTo(3 * 10);
    }

    @Test
    void endsByItself() throws Exception {
        try (var line = new FrameLine(new Noop(), "{}", LineSettings.usual(), nanos::incrementAndGet)) {
            Rehearsal.run(line, LineSettings.usual(), () -> true);
        }

        assertThat(nanos.get()).isEqualTo(3 * 120);
    }
}
