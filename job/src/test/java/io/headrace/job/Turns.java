package io.headrace.job;

import io.headrace.job.selection.Criteria;
import io.headrace.job.selection.Preferences;
import io.headrace.job.unit.Attempt;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitState;
import io.headrace.machine.Moment;
import io.headrace.payments.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** Steps in the making, for tests of one part of a step. */
final class Turns {

    static final Attempt ATTEMPT = new Attempt(1, 1, 1, Attempt.Params.AT_HAND);

    private Turns() {}

    /** Of a job that searches, and whose units are in these states. */
    static Turn of(UnitState... states) {
        var units = Units.NONE;
        for (var state : states) {
            units = units.accept(unit(units.next()), state);
        }
        var machine = new JobMachine(JobLimits.DEFAULT, Criteria.atMost(Price.of(100, 1)), Preferences.DEFAULT);
        var searching = new JobState.Discovering(Work.NONE.with(units), new JobState.Asking(1, 0));
        var moment = new Moment(Instant.EPOCH, new SplittableRandom(1));
        return new Turn(machine, searching, new JobEvent.Resumed(), moment);
    }

    static Unit unit(long seq) {
        return new Unit(seq, Duration.ZERO, Duration.ofSeconds(2), 10);
    }
}
