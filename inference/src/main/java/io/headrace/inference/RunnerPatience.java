package io.headrace.inference;

import java.time.Duration;

/**
 * How long a runner may take to answer, from the call to the last byte.
 *
 * @param health also for version and hardware
 * @param start of a session: existing runners try for 10 s themselves
 */
public record RunnerPatience(Duration health, Duration start, Duration stop) {

    /** 5 s, 30 s, 5 s. */
    public static final RunnerPatience DEFAULT =
            new RunnerPatience(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(5));

    public RunnerPatience {
        if (!health.isPositive() || !start.isPositive() || !stop.isPositive()) {
            throw new IllegalArgumentException(
                    "A runner may take some time: health " + health + ", start " + start + ", stop " + stop);
        }
    }
}
