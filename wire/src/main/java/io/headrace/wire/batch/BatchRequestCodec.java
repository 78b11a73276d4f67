package io.headrace.wire.batch;

import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.wire.batch.file.UploadedFile;
import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.UnreadableException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Batch requests as they arrive from a client, a gateway or an orchestrator (pipelines section 1.2). What is absent gets
 * the value that existing gateways put there; of a model, absent and empty are the same. Strings and numbers that make no
 * sense are refused here, before anybody is asked to work; what only a model can judge is left to its runner.
 */
public final class BatchRequestCodec {

    /** Characters of one document; pictures within a chat are part of it. */
    public static final int MAX_DOCUMENT = 16_777_216;

    private BatchRequestCodec() {}

    /**
     * @param pipeline one of {@link BuiltInPipelines#BATCH}
     * @throws UnreadableException with a sentence for the client
     * @throws IllegalArgumentException when it is another pipeline
     */
    public static BatchRequest decode(Pipeline pipeline, RequestContent content) throws UnreadableException {
        var layout = FormLayout.of(pipeline)
                .orElseThrow(() -> new IllegalArgumentException(pipeline.name() + " is no batch pipeline"));
        try {
            return switch (content) {
                case RequestContent.Document(var json) -> {
                    require(!layout.isForm(), pipeline.name() + " takes a form with a file, not a document");
                    yield DocumentRequests.decode(pipeline, document(pipeline, layout, json));
                }
                case RequestContent.Form(var fields, var files) -> {
                    require(layout.isForm(), pipeline.name() + " takes a JSON document, not a form");
                    yield form(pipeline, layout, fields, files);
                }
            };
        } catch (IllegalArgumentException invalid) {
            // Our values are valid from birth: what the client sent is none.
            throw new UnreadableException(String.valueOf(invalid.getMessage()));
        }
    }

    private static JsonDocument document(Pipeline pipeline, FormLayout layout, String json) throws UnreadableException {
        var document = JsonDocument.parse(json, "worker.Gen" + pipeline.name() + "Request", MAX_DOCUMENT)
                .spelled(names(layout));
        check(layout, document.fields());
        return document;
    }

    private static Set<String> names(FormLayout layout) {
        return new LinkedHashSet<>(layout.names());
    }

    private static void check(FormLayout layout, JsonFields fields) throws UnreadableException {
        for (var field : layout.kinds().toList()) {
            field.getValue().check(fields, field.getKey());
        }
    }

    private static BatchRequest form(
            Pipeline pipeline, FormLayout layout, FormFields fields, Map<String, UploadedFile> files)
            throws UnreadableException {
        var file = files.get(layout.fileField());
        if (file == null) {
            throw new UnreadableException("no file \"" + layout.fileField() + "\" in the form");
        }
        for (var field : fields.fields()) {
            layout.kind(field.name()).toJson(field.name(), field.text());
        }
        return FormRequests.decode(pipeline, layout, fields, file);
    }

    static void require(boolean met, String otherwise) throws UnreadableException {
        if (!met) {
            throw new UnreadableException(otherwise);
        }
    }
}
