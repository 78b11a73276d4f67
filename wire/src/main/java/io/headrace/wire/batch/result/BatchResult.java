package io.headrace.wire.batch.result;

import java.util.List;

/**
 * Files, and the answer that refers to them by their names.
 *
 * @param reply a JSON document
 */
public record BatchResult(List<ResultFile> files, String reply) {
    public BatchResult {
        files = List.copyOf(files);
    }
}
