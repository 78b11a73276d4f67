package io.headrace.worker.ai;

import io.headrace.pipeline.Progress;
import io.headrace.wire.AiTask;
import io.headrace.wire.batch.reply.ProgressDocument;
import io.headrace.wire.delivery.AiResultHeaders;
import io.headrace.wire.realtime.SessionReport;

/** What is told about a task, once or several times. */
record AiResult(long taskId, String pipeline, String mediaType, String body) {

    static AiResult session(AiTask task, SessionReport report) {
        return new AiResult(task.taskId(), task.pipeline(), AiResultHeaders.JSON, report.encode());
    }

    static AiResult progress(AiTask task, Progress progress) {
        return new AiResult(
                task.taskId(), task.pipeline(), AiResultHeaders.PROGRESS, ProgressDocument.encode(progress));
    }

    static AiResult failed(AiTask task, String text) {
        return failed(task.taskId(), task.pipeline(), text);
    }

    static AiResult failed(long taskId, String pipeline, String text) {
        return new AiResult(taskId, pipeline, AiResultHeaders.FAILURE, text);
    }
}
