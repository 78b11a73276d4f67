package io.headrace.sdk;

import java.time.Duration;

/** One run of a pipeline, as the pipeline sees it. Any thread; nothing here waits. */
public interface Run {
    /**
     * Adds to what this run has used, in the unit of the {@link PipelineDefinition}. Without a call a run has used one
     * {@code REQUEST}, the {@code SECOND}s that it took, begun ones being whole, and none of the other units.
     *
     * @param units at least 0
     */
    void used(long units);

    /**
     * How far it is. Sent to clients that take events ({@code Accept: text/event-stream}); dropped when they are slow.
     *
     * @param share from 0 to 1
     * @param note what is being done; at most 200 characters of it are sent
     */
    void progress(double share, String note);

    /**
     * Whether nobody waits for the output any more: the client has left, or the time is up. Over HTTP/1.1 a client that
     * takes no events is not seen to leave.
     */
    boolean cancelled();

    /** Ends a run that was cancelled: a loop that computes calls it in every round. */
    default void checkpoint() throws InterruptedException {
        if (cancelled()) {
            throw new InterruptedException("The run was cancelled");
        }
    }

    /** Until the client is told that it took too long; zero when that has happened. */
    Duration timeLeft();
}
