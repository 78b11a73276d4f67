package io.headrace.wire.batch;

import io.headrace.pipeline.Pipeline;
import io.headrace.wire.batch.file.UploadedFile;
import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.UnreadableException;
import java.util.ArrayList;
import java.util.Map;

/**
 * A batch request as an orchestrator gives it to a remote worker: always one document, in which the file is {@code null}
 * because the worker fetches it from elsewhere (pipelines section 4.3).
 */
public final class BatchTaskCodec {

    private BatchTaskCodec() {}

    /** The {@code request} of a task. */
    public static String encode(BatchRequest request) throws UnreadableException {
        return switch (request.body()) {
            case BatchRequest.Body.Json(var document) -> document.sorted();
            case BatchRequest.Body.Form(var fields, var _) -> encode(request.pipeline(), fields);
        };
    }

    private static String encode(Pipeline pipeline, FormFields fields) throws UnreadableException {
        var layout = FormLayout.of(pipeline).orElseThrow();
        var document = JsonDocument.EMPTY.withJson(layout.fileField(), "null");
        for (var field : fields.fields()) {
            document = document.withJson(field.name(), layout.kind(field.name()).toJson(field.name(), field.text()));
        }
        return document.sorted();
    }

    /**
     * @param json the {@code request} of a task
     * @param file the one that the task names, once it is there; ignored by pipelines that take none
     */
    public static BatchRequest decode(Pipeline pipeline, String json, UploadedFile file) throws UnreadableException {
        var layout = FormLayout.of(pipeline).orElseThrow();
        if (!layout.isForm()) {
            return BatchRequestCodec.decode(pipeline, new RequestContent.Document(json));
        }
        var fields = JsonDocument.parse(json, "worker.AIJobRequestData", BatchRequestCodec.MAX_DOCUMENT)
                .fields();
        var texts = new ArrayList<FormFields.Field>();
        for (var name : fields.names().stream().sorted().toList()) {
            texts.add(new FormFields.Field(name, layout.kind(name).toText(fields, name)));
        }
        return BatchRequestCodec.decode(
                pipeline, new RequestContent.Form(new FormFields(texts), Map.of(layout.fileField(), file)));
    }
}
