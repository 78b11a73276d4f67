package io.headrace.gateway.batch;

import io.headrace.gateway.run.RunningJobs;
import io.headrace.wire.batch.BatchRequest;

/**
 * Where every front door of a gateway hands in batch requests: the network's own routes, OpenAI's, a durable job. Any
 * thread.
 */
public interface BatchDesk {

    /**
     * Begins a job. Returns at once.
     *
     * @param file of a request that is a form; {@link FileBytes#NONE} of any other
     * @throws RunningJobs.Busy when as many jobs are under way as this gateway takes
     */
    BatchWork submit(BatchRequest request, FileBytes file, BatchTerms terms) throws RunningJobs.Busy;
}
