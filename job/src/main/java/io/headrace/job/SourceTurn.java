package io.headrace.job;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitState;

/** The source's part of a step: what has come, how much more may come, and how long the next unit is waited for. */
final class SourceTurn {

    private final Turn turn;
    private final JobLimits limits;

    /** Why the job completes, if it does in this step. */
    private Reason completion = Reason.AS_PLANNED;

    SourceTurn(Turn turn) {
        this.turn = turn;
        this.limits = turn.machine.limits();
    }

    /** What still comes of a source that has ended is left alone; more than was demanded is a bug. */
    void accept(Unit unit) {
        if (turn.work().source() == Work.Source.ENDED) {
            return;
        }
        if (windowIsFull()) {
            throw turn.unexpected();
        }
        var ready = new UnitState.Ready(turn.work().counters().base());
        turn.set(turn.work().with(turn.work().units().accept(unit, ready)));
        waitForNext();
    }

    void ended() {
        end(Reason.SOURCE_ENDED);
    }

    /** The unit with that number did not come in time. A source that was not allowed to go on is not silent. */
    void silent(long seq) {
        if (seq == turn.work().units().next()) {
            if (windowIsFull()) {
                waitForNext();
            } else {
                end(Reason.SOURCE_SILENT);
            }
        }
    }

    /** Lets the intake go on as far as the window reaches now. */
    void demand() {
        var units = turn.work().units();
        turn.effect(new JobEffect.Demand(units.next(), units.first() + limits.window()));
    }

    void resumed() {
        if (turn.work().source() == Work.Source.FLOWING) {
            demand();
            waitForNext();
        }
    }

    /** Why the job is complete when its last unit is done. */
    Reason completion() {
        return completion;
    }

    private void end(Reason reason) {
        completion = reason;
        if (turn.work().source() == Work.Source.FLOWING) {
            turn.set(turn.work().with(Work.Source.ENDED));
            turn.effect(new JobEffect.StopTimer(
                    new Wait.ForSource(turn.work().units().next())));
        }
    }

    private boolean windowIsFull() {
        return turn.work().units().size() >= limits.window();
    }

    private void waitForNext() {
        turn.effect(new JobEffect.WaitAtMost(
                limits.source(), new Wait.ForSource(turn.work().units().next())));
    }
}
