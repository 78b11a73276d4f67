package io.headrace.gateway.batch.api;

import io.headrace.pipeline.Pipeline;
import io.headrace.wire.batch.FormLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The file of a form while it is read, which is one for most pipelines. Several pictures come to lie one behind the other in the
 * same upload, and {@link FormLayout#PARTS} tells where each ends. One thread.
 */
final class FileParts {

    private final Pipeline pipeline;
    private final Upload upload;
    private final List<Long> lengths = new ArrayList<>();
    private long taken;
    private String name = "";
    private String type = "";

    FileParts(Pipeline pipeline, Upload upload) {
        this.pipeline = pipeline;
        this.upload = upload;
    }

    /** Whether the part of this name goes into the upload next. */
    boolean wants(String field) {
        return FormLayout.isFileField(pipeline, field) && (lengths.isEmpty() || FormLayout.takesSeveral(pipeline));
    }

    /** A part is in the upload now; the first one's name and type are the file's. */
    void took(String fileName, String mediaType) {
        name = lengths.isEmpty() ? fileName : name;
        type = lengths.isEmpty() ? mediaType : type;
        lengths.add(upload.length() - taken);
        taken = upload.length();
    }

    boolean isEmpty() {
        return lengths.isEmpty();
    }

    String name() {
        return name;
    }

    String type() {
        return type;
    }

    /** How many bytes each has; empty when it is one. */
    Optional<String> several() {
        return lengths.size() < 2
                ? Optional.empty()
                : Optional.of(lengths.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
}
