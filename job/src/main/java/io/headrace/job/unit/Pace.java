package io.headrace.job.unit;

import io.headrace.job.lifecycle.Reason;
import java.time.Duration;

/** How fast the work on a unit has to be, compared with how long the unit lasts when played. */
public enum Pace {
    /** Nobody watches yet: four times the unit's duration (wire protocol section 9.7); then it has timed out. */
    UNHURRIED(4.0, Reason.TIMEOUT),
    /** Somebody watches: twice the unit's duration; an orchestrator that takes longer is left. */
    REAL_TIME(2.0, Reason.TOO_SLOW);

    private final double perDuration;
    private final Reason exceeded;

    Pace(double perDuration, Reason exceeded) {
        this.perDuration = perDuration;
        this.exceeded = exceeded;
    }

    Duration patience(Duration unit) {
        return Duration.ofNanos((long) (unit.toNanos() * perDuration));
    }

    /** Why an exchange is given up that took longer although the orchestrator had all of the unit. */
    Reason exceeded() {
        return exceeded;
    }
}
