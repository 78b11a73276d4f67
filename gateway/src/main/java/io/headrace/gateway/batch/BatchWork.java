package io.headrace.gateway.batch;

import java.util.OptionalLong;

/** One request that is being served. Any thread. */
public interface BatchWork {

    /** Of its job: 32 hexadecimal digits. */
    String id();

    /**
     * Waits for the answer, or for its first piece. It comes within the times of the request's terms and its pipeline.
     * Whoever is interrupted here has not cancelled the job yet.
     */
    BatchOutcome await() throws InterruptedException;

    /**
     * The answer is about to be handed to the client: what the gateway itself took of the request is known now. Once; does
     * nothing while there is no answer.
     *
     * @param requestEndNanos when the request's last byte was here; empty when that is not known
     */
    void telling(OptionalLong requestEndNanos);

    /** Nobody waits for the answer any more: what is under way is given up. Does nothing once the answer is there. */
    void cancel();
}
