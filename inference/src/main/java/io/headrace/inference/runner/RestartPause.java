package io.headrace.inference.runner;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a failed runner rests before it is started again.
 *
 * @param quick while it is not unhealthy
 * @param first when it becomes unhealthy; twice as long after each further failure
 * @param longest however often it failed
 */
public record RestartPause(Duration quick, Duration first, Duration longest) {

    /** 250 ms; from 2 s to 1 minute. */
    public static final RestartPause DEFAULT =
            new RestartPause(Duration.ofMillis(250), Duration.ofSeconds(2), Duration.ofMinutes(1));

    private static final double JITTER = 0.25;
    private static final int MOST_DOUBLINGS = 20;

    public RestartPause {
        if (!quick.isPositive() || first.compareTo(quick) < 0 || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "Pauses grow: quick " + quick + ", first " + first + ", longest " + longest);
        }
    }

    /**
     * @param beyond failures since it became unhealthy; negative while it is not
     * @param chance so that runners that failed together do not start together: a quarter more or less
     */
    Duration of(int beyond, RandomGenerator chance) {
        if (beyond < 0) {
            return quick;
        }
        double grown = first.toMillis() * Math.pow(2, Math.min(beyond, MOST_DOUBLINGS));
        double jitter = 1 + JITTER * (2 * chance.nextDouble() - 1);
        return Duration.ofMillis((long) (Math.min(grown, (double) longest.toMillis()) * jitter));
    }
}
