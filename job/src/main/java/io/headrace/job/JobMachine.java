package io.headrace.job;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Criteria;
import io.headrace.job.selection.Preferences;
import io.headrace.job.selection.Selection;
import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;

/**
 * The life of a job, one owner each: which orchestrator works for it, which of its units are under way, and in which
 * order they are published. All of it is decided here, in one place, so that no unit is published twice, none out of
 * order, and none is lost without the job saying why.
 *
 * <p>{@code Lifecycle} lists every transition; every {@link JobEffect.Moved} names one of its lines. Answers to a
 * question that was given up change nothing. After a restart the state found in the journal is told
 * {@link JobEvent.Resumed}: it begins a new search, takes back every unit under way, and repeats nothing under an old
 * number.
 */
public record JobMachine(JobLimits limits, Criteria criteria, Preferences preferences)
        implements Machine<JobState, JobEvent, JobEffect> {

    @Override
    public boolean ended(JobState state) {
        return state instanceof JobState.Over;
    }

    /** Row 1: what is to be remembered, and the state to begin with. */
    public static Step<JobState, JobEffect> create() {
        return Turn.created();
    }

    @Override
    public Step<JobState, JobEffect> step(JobState state, JobEvent event, Moment moment) {
        var turn = new Turn(this, state, event, moment);
        switch (state) {
            case JobState.Idle _ -> idle(turn, event);
            case JobState.Ingesting _ -> ingesting(turn, event);
            case JobState.Working _ -> new WorkingTurn(turn).take(event);
            case JobState.Over _ -> throw turn.unexpected();
        }
        return turn.finish();
    }

    Selection selection() {
        return new Selection(criteria, preferences);
    }

    private void idle(Turn turn, JobEvent event) {
        switch (event) {
            case JobEvent.IngestStarted _ -> {
                turn.enter(new JobState.Ingesting(), Reason.AS_PLANNED);
                turn.demandFirst();
            }
            case JobEvent.SourceEnded _ -> turn.fail(Reason.NO_INPUT);
            case JobEvent.SourceFailed(var reason) -> turn.fail(reason);
            case JobEvent.CancelRequested _ -> turn.cancel();
            case JobEvent.Resumed _, JobEvent.RewardCalled _, JobEvent.Funded _ -> {}
            default -> throw turn.unexpected();
        }
    }

    private void ingesting(Turn turn, JobEvent event) {
        switch (event) {
            case JobEvent.SegmentReady(var unit) -> new WorkingTurn(turn).begin(unit);
            case JobEvent.SourceEnded _ -> turn.fail(Reason.NO_INPUT);
            case JobEvent.Overdue _ -> turn.fail(Reason.SOURCE_SILENT);
            case JobEvent.SourceFailed(var reason) -> turn.fail(reason);
            case JobEvent.CancelRequested _ -> turn.cancel();
            case JobEvent.Resumed _ -> turn.demandFirst();
            case JobEvent.RewardCalled _, JobEvent.Funded _ -> {}
            default -> throw turn.unexpected();
        }
    }
}
