package io.headrace.worker.remote;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a worker waits before it calls its orchestrator again.
 *
 * @param first after the first failure
 * @param longest however often it failed; an orchestrator that was started anew has its worker back by then
 * @param refused after the orchestrator said no, which only an operator can change
 */
public record Backoff(Duration first, Duration longest, Duration refused) {

    public static final Backoff DEFAULT =
            new Backoff(Duration.ofMillis(250), Duration.ofMillis(1_500), Duration.ofSeconds(30));

    private static final double FACTOR = 1.5;
    private static final double JITTER = 0.25;

    public Backoff {
        if (!first.isPositive() || longest.compareTo(first) < 0 || !refused.isPositive()) {
            throw new IllegalArgumentException("First " + first + ", at most " + longest + ", when refused " + refused);
        }
    }

    /** @param failures in a row, at least 1 */
    Duration pause(int failures, RandomGenerator chance) {
        double grown = first.toMillis() * Math.pow(FACTOR, Math.min(failures, 100) - 1.0);
        double jitter = 1 + JITTER * (2 * chance.nextDouble() - 1);
        return Duration.ofMillis(Math.max(1, (long) (Math.min(grown, (double) longest.toMillis()) * jitter)));
    }
}
