package io.headrace.gateway.batch.api;

import io.headrace.gateway.batch.FileBytes;
import io.headrace.gateway.batch.form.UploadedForm;
import io.headrace.wire.batch.BatchRequest;
import java.io.IOException;

/**
 * A request that makes sense, with its file, which lasts until this is closed.
 *
 * @param form in which it came; none of a document
 */
record Arrived(BatchRequest request, FileBytes file, UploadedForm form) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        form.close();
    }
}
