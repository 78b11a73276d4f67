package io.headrace.orchestrator.remote;

import java.time.Duration;

/**
 * How long the pool waits for what.
 *
 * @param forWorker an order, while no worker is free or none is there: long enough for one that was started anew, short
 *     enough for the gateway to go elsewhere
 * @param minOverdue beyond the time that the session's units usually take, a task is overdue after that or after the
 *     duration of its segment, whichever is longer. Live gateways give up after 4 s or twice the duration
 * @param untilHanging a worker that has not delivered so long after nobody waited any more is sent away
 */
public record PoolTimes(Duration forWorker, Duration minOverdue, Duration untilHanging) {

    public static final PoolTimes DEFAULT =
            new PoolTimes(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(15));

    public PoolTimes {
        if (forWorker.isNegative() || !minOverdue.isPositive() || !untilHanging.isPositive()) {
            throw new IllegalArgumentException("Waiting " + forWorker + " for a worker, overdue after " + minOverdue
                    + ", hanging after " + untilHanging);
        }
    }

    Duration untilOverdue(Duration segment, Pace pace) {
        var margin = segment.compareTo(minOverdue) > 0 ? segment : minOverdue;
        return pace.expected(segment).plus(margin);
    }
}
