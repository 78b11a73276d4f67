package io.headrace.gateway.openai;

import io.headrace.wire.batch.FormFields;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.UploadedFile;
import io.headrace.wire.openai.ApiError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A form as it came, its files on disk. Closing it deletes them. */
record UploadedForm(FormFields fields, List<Part> files) implements AutoCloseable {

    /**
     * A file of it.
     *
     * @param field in which it came
     * @param name as the client called it; may be empty
     * @param mediaType as the client said; may be wrong
     */
    record Part(String field, String name, String mediaType, Path file) {

        UploadedFile described(FileContent content) throws IOException {
            return new UploadedFile(name, mediaType, Files.size(file), content);
        }
    }

    UploadedForm {
        files = List.copyOf(files);
    }

    /**
     * The one file of that field; clients that could send several write brackets behind its name.
     *
     * @throws Refused when there is none, or more than one
     */
    Part only(String field) throws Refused {
        var found = files.stream()
                .filter(part -> part.field().equals(field) || part.field().equals(field + "[]"))
                .toList();
        if (found.size() != 1) {
            throw new Refused(ApiError.ofRequest(
                            400, "The form has " + found.size() + " files \"" + field + "\"; exactly one is taken")
                    .withParam(field));
        }
        return found.getFirst();
    }

    boolean has(String field) {
        return files.stream().anyMatch(part -> part.field().equals(field));
    }

    @Override
    public void close() throws IOException {
        for (var part : files) {
            Files.deleteIfExists(part.file());
        }
    }
}
