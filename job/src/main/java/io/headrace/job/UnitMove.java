package io.headrace.job;

import io.headrace.job.lifecycle.Lifecycle;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.lifecycle.Rule.Part;
import io.headrace.job.unit.UnitEvent;
import io.headrace.job.unit.UnitState;
import io.headrace.job.unit.UnitState.Attempted;

/** What one event made of one unit: which line of the lifecycle that is, why it was made and by whose doing. */
record UnitMove(long seq, UnitState from, UnitEvent event, UnitState to) {

    /** Nothing moved; there is no line for it. */
    boolean stays() {
        return to.equals(from);
    }

    /**
     * As it is remembered.
     *
     * @param work the job's as it was before the move
     * @throws IllegalStateException for a move that the lifecycle does not list
     */
    Transition transition(Work work) {
        var rule = Lifecycle.rule(Part.UNIT, Turn.name(from), Turn.name(event), Turn.name(to));
        var attempted = to instanceof Attempted ? to : from;
        return Transition.ofUnit(seq, attempted, rule, reason(), work.orchestratorOf(attempted));
    }

    private Reason reason() {
        return switch (to) {
            case UnitState.Retry(var _, var reason) -> reason;
            case UnitState.Left(var _, var reason) -> reason;
            case UnitState.Publishing _ when event instanceof UnitEvent.Checked -> Reason.NOT_SAMPLED;
            case UnitState.Done _ when event instanceof UnitEvent.Overdue -> Reason.TIMEOUT;
            case UnitState.Done _ when from instanceof UnitState.Skipping skipping -> skipping.reason();
            case UnitState.Skipping(var _, var reason) -> reason;
            case UnitState.Ready _,
                    UnitState.SegmentDispatch _,
                    UnitState.Executing _,
                    UnitState.Returning _,
                    UnitState.Verifying _,
                    UnitState.Publishing _,
                    UnitState.Settling _,
                    UnitState.Done _ -> Reason.AS_PLANNED;
        };
    }
}
