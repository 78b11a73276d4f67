package io.headrace.gateway.batch;

/** One request that is being served. Any thread. */
public interface BatchWork {

    /** Of its job: 32 hexadecimal digits. */
    String id();

    /**
     * Waits for the answer, or for its first piece. It comes within the times of the request's terms and its pipeline.
     * Whoever is interrupted here has not cancelled the job yet.
     */
    BatchOutcome await() throws InterruptedException;

    /** Nobody waits for the answer any more: what is under way is given up. Does nothing once the answer is there. */
    void cancel();
}
