package io.headrace.admission.batch;

import io.headrace.pipeline.Progress;
import java.io.InputStream;
import java.util.Optional;

/**
 * The place of one request on a runner. It is given back exactly once: when the last of the answer was read, when it is
 * known that none comes, or at {@link #close}, whichever is first.
 */
public interface BatchPlace extends AutoCloseable {

    /**
     * Waits until the runner is ready, which a cold start may take, sends the request and waits for the head of its answer.
     * Called once; blocks its virtual thread.
     *
     * @param body of the request; whoever gave it closes it
     */
    BatchAnswer send(BatchCall call, InputStream body) throws InterruptedException;

    /**
     * How far the runner is; empty when it does not say. Blocks shortly, for two seconds at most; any thread.
     */
    default Optional<Progress> progress() throws InterruptedException {
        return Optional.empty();
    }

    /** Gives up what is not over yet. Any thread. */
    @Override
    void close();
}
