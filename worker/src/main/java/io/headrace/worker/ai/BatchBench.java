package io.headrace.worker.ai;

import io.headrace.admission.batch.BatchWorkshop;
import io.headrace.machine.Host;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.wire.AiTask;
import java.util.Optional;

/**
 * What requests are worked on with.
 *
 * @param host whose chance names files and parts
 */
record BatchBench(BatchWorkshop workshop, UploadDownload uploads, AiResultPost post, Host host) {

    /** Empty for a pipeline that has no requests. */
    Optional<BatchJob> job(AiTask task) {
        return BuiltInPipelines.BATCH.stream()
                .filter(pipeline -> pipeline.name().text().equals(task.pipeline()))
                .findFirst()
                .map(pipeline -> new BatchJob(task, pipeline, this));
    }
}
