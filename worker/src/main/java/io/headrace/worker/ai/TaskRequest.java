package io.headrace.worker.ai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.admission.batch.BatchCall;
import io.headrace.pipeline.Pipeline;
import io.headrace.wire.AiTask;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.BatchTaskCodec;
import io.headrace.wire.batch.FormLayout;
import io.headrace.wire.batch.FormWriter;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.UploadedFile;
import io.headrace.wire.text.UnreadableException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A task as the runner's request that it stands for.
 *
 * @param request whose file is not there yet
 * @param name by which the runner is asked how far it is; empty where nobody wants to hear it
 */
record TaskRequest(Pipeline pipeline, BatchRequest request, Optional<String> name) {

    /** Bytes of a file that are fetched at most. */
    static final long MAX_FILE = 100L << 20;

    /** From the moment that the runner is asked to the last byte of its answer. */
    static final Duration WHOLE = Duration.ofMinutes(15);

    private static final long MAX_REQUEST = MAX_FILE + (8L << 20);
    private static final long MAX_ANSWER = 256L << 20;
    private static final int BOUNDARY_BYTES = 30;

    /** @param body whoever asks closes it */
    record Asked(BatchCall call, InputStream body) {}

    static TaskRequest of(Pipeline pipeline, AiTask task) throws UnreadableException {
        var absent = new UploadedFile("", "application/octet-stream", 0, new FileContent.Unknown());
        var name = task.tellsProgress() ? Optional.of("task-" + task.taskId()) : Optional.<String>empty();
        return new TaskRequest(pipeline, BatchTaskCodec.decode(pipeline, task.request(), absent), name);
    }

    String model() {
        return request.model();
    }

    /** @param file the one that the task names */
    Asked asked(byte[] file, RandomGenerator chance) {
        return switch (request.body()) {
            case BatchRequest.Body.Json(var document) ->
                asked(
                        "application/json",
                        new ByteArrayInputStream(document.text().getBytes(UTF_8)));
            case BatchRequest.Body.Form form -> asked(form, file, chance);
        };
    }

    private Asked asked(BatchRequest.Body.Form form, byte[] file, RandomGenerator chance) {
        var boundary = new byte[BOUNDARY_BYTES];
        chance.nextBytes(boundary);
        var writer = new FormWriter(
                FormLayout.fileField(pipeline).orElseThrow(),
                form,
                HexFormat.of().formatHex(boundary));
        var pieces = List.of(writer.beforeFile(), file, writer.afterFile()).stream()
                .map(ByteArrayInputStream::new)
                .toList();
        return asked(writer.contentType(), new SequenceInputStream(Collections.enumeration(pieces)));
    }

    private Asked asked(String contentType, InputStream body) {
        return new Asked(new BatchCall(contentType, WHOLE, MAX_REQUEST, MAX_ANSWER, request.film(), name), body);
    }
}
