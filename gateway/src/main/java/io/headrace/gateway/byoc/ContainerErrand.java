package io.headrace.gateway.byoc;

import io.headrace.job.JobEffect;
import io.headrace.job.lifecycle.Reason;

/** What is done at an orchestrator that has the container, once for each attempt of a job. */
public interface ContainerErrand {

    /** How it ended. */
    sealed interface Result {
        /** It was done; what it cost is booked. */
        record Delivered(ContainerAnswer answer) implements Result {}

        /** @param sentence for the client and the journal */
        record Failed(Reason reason, String sentence) implements Result {}
    }

    /** Blocks its virtual thread until it is over; an interrupt gives it up. */
    Result send(JobEffect.Dispatch dispatch, ContainerSession session) throws InterruptedException;

    /** The job is over. */
    default void over() {}
}
