package io.headrace.admin.join;

import io.headrace.job.JobId;
import io.headrace.job.selection.Orchestrator;
import java.util.Set;

/** Those who know more about a job than our own journal. Any thread; may block for seconds. */
@FunctionalInterface
public interface Witnesses {

    /** Of a node that may ask nobody: an orchestrator, or a gateway whose orchestrators belong to others. */
    Witnesses NONE = (_, _) -> Hearing.NOBODY;

    /**
     * Asks what they know. One that cannot be asked is named in the answer and disturbs no other.
     *
     * @param named the orchestrators that worked for the job
     */
    Hearing hear(JobId job, Set<Orchestrator> named) throws InterruptedException;
}
