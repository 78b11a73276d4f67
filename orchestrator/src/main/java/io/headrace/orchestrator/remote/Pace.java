package io.headrace.orchestrator.remote;

import java.time.Duration;

/**
 * How long workers take for the units of a session, which are much alike.
 *
 * @param perMediaSecond seconds of work for one second of media; 0 while nothing is known
 */
record Pace(double perMediaSecond) {

    static final Pace UNKNOWN = new Pace(0);

    /** Of a new unit's in the average: a few units tell, and one does not. */
    private static final double WEIGHT = 0.25;

    Pace after(Duration work, Duration media) {
        if (!media.isPositive()) {
            return this;
        }
        double measured = (double) work.toNanos() / media.toNanos();
        return new Pace(equals(UNKNOWN) ? measured : perMediaSecond + WEIGHT * (measured - perMediaSecond));
    }

    Duration expected(Duration media) {
        return Duration.ofNanos((long) (perMediaSecond * media.toNanos()));
    }
}
