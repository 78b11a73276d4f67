package io.headrace.models.runner.status;

import java.time.Duration;
import java.time.Instant;

/** Pictures that come or go. */
public sealed interface Flow {

    /** There was none yet. */
    record None() implements Flow {}

    /**
     * @param began when they last began to flow: at the first one, or at the first after a pause
     * @param last when the last one was seen
     * @param perSecond over at most the last ten seconds
     */
    record Run(Instant began, Instant last, double perSecond) implements Flow {

        /** Whether it has gone on for so long that its rate says something. */
        boolean isSettled(Instant now) {
            return Duration.between(began, now).compareTo(StateRules.PATIENCE) >= 0;
        }
    }
}
