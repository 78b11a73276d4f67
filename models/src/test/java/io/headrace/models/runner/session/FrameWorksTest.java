package io.headrace.models.runner.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.models.frame.LineSettings;
import io.headrace.models.frame.catalog.FramePipelines;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FrameWorksTest {

    private final FrameWorks works = new FrameWorks(
            FramePipelines.builtIn(Optional.empty()).find("edges").orElseThrow(),
            LineSettings.usual(),
            System::nanoTime);

    /** How many pictures it wants to work on while it may work on so many. */
    private int rehearse(String parameters, int most) throws Exception {
        var asked = new AtomicInteger();
        works.rehearse(parameters, () -> asked.incrementAndGet() <= most);
        return asked.get();
    }

    @Test
    void rehearsesUntilItHasBeenToTheEndAndNotAgain() throws Exception {
        assertThat(rehearse("{}", 3)).isEqualTo(4);
        assertThat(rehearse("{}", Integer.MAX_VALUE)).isEqualTo(120);
        assertThat(rehearse("{}", Integer.MAX_VALUE)).isZero();
    }

    @Test
    void rehearsesOtherParameters() throws Exception {
        rehearse("{}", Integer.MAX_VALUE);

        assertThat(rehearse("{\"threshold\":0.3}", Integer.MAX_VALUE)).isPositive();
    }
}
