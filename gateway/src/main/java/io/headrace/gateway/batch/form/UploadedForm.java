package io.headrace.gateway.batch.form;

import io.headrace.wire.batch.FormFields;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.UploadedFile;
import java.io.IOException;
import java.util.List;

/** A form as it came, with its files, which last until this is closed. */
public record UploadedForm(FormFields fields, List<Part> files) implements AutoCloseable {

    /** Of a request that is no form. */
    public static final UploadedForm NONE = new UploadedForm(FormFields.NONE, List.of());

    /**
     * A file of it.
     *
     * @param field in which it came
     * @param name as the client called it; may be empty
     * @param mediaType as the client said; may be wrong
     */
    public record Part(String field, String name, String mediaType, Upload upload) {

        public UploadedFile described(FileContent content) {
            return new UploadedFile(name, mediaType, upload.length(), content);
        }
    }

    public UploadedForm {
        files = List.copyOf(files);
    }

    /** In that field, in their order. */
    public List<Part> files(String field) {
        return files.stream().filter(part -> part.field().equals(field)).toList();
    }

    @Override
    public void close() throws IOException {
        for (var part : files) {
            part.upload().close();
        }
    }
}
