package io.headrace.gateway.batch.api;

import io.headrace.gateway.batch.FileBytes;
import io.headrace.wire.batch.BatchRequest;
import java.io.IOException;
import java.util.Optional;

/**
 * A request that makes sense, with its file, which lasts until this is closed.
 *
 * @param upload empty of a document
 */
record Arrived(BatchRequest request, Optional<Upload> upload) implements AutoCloseable {

    FileBytes file() {
        return upload.map(Upload::bytes).orElse(FileBytes.NONE);
    }

    @Override
    public void close() throws IOException {
        if (upload.isPresent()) {
            upload.get().close();
        }
    }
}
