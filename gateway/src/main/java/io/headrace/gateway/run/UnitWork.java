package io.headrace.gateway.run;

import io.headrace.job.JobEffect;
import io.headrace.job.unit.Attempt;

/**
 * What is done with the units of one job. Each call returns at once; how it ended is told to the job later, as
 * {@link io.headrace.job.unit.UnitEffect} and {@link JobEffect} say. Called by the job's owner alone.
 */
public interface UnitWork {

    /** Pay and send it. */
    void dispatch(JobEffect.Dispatch dispatch);

    /** Nobody waits for that attempt any more. */
    void abandon(long seq, Attempt attempt);

    /** Look at what came back. */
    void check(long seq, Attempt attempt);

    /** Compare what came back with the source. */
    void verify(long seq, Attempt attempt);

    /** Give the result of that attempt to whoever waits for it. */
    void publish(long seq, int attempt);

    /** Tell whoever waits that this unit is left out. */
    void skip(long seq, int attempt);

    /** Book what it cost. */
    void settle(long seq, Attempt attempt);

    /** What was paid for that attempt brought nothing. */
    void bookLoss(long seq, int attempt);
}
