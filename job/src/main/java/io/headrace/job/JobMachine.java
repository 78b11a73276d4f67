package io.headrace.job;

import io.headrace.job.selection.Criteria;
import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;

/** The life of a job, one owner each. */
public record JobMachine(JobLimits limits, Criteria criteria) implements Machine<JobState, JobEvent, JobEffect> {

    @Override
    public Step<JobState, JobEffect> step(JobState state, JobEvent event, Moment moment) {
        throw new IllegalStateException("A job in " + state + " does not expect " + event);
    }

    @Override
    public boolean ended(JobState state) {
        return state instanceof JobState.Over;
    }
}
