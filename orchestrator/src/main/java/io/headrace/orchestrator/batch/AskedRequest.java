package io.headrace.orchestrator.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.admission.batch.BatchSkill;
import io.headrace.crypto.SecretSource;
import io.headrace.orchestrator.billing.BatchAccount;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.FormLayout;
import io.headrace.wire.batch.FormWriter;
import io.headrace.wire.batch.file.FileContent;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * A request that was read and makes sense.
 *
 * @param file the bytes of its file; empty where there is none
 */
record AskedRequest(BatchRequest request, HeldBytes file) {

    private static final int BOUNDARY_BYTES = 30;

    BatchSkill skill() {
        return new BatchSkill(request.pipeline().name(), request.model());
    }

    BatchAccount account() {
        return new BatchAccount(request.pipeline(), request.model());
    }

    boolean isFilm() {
        return request.body() instanceof BatchRequest.Body.Form(var _, var uploaded)
                && uploaded.content() instanceof FileContent.Film;
    }

    /** As runners are asked (pipelines section 1.2). */
    Written written(SecretSource secrets) {
        return switch (request.body()) {
            case BatchRequest.Body.Json(var document) -> {
                byte[] bytes = document.sorted().getBytes(UTF_8);
                yield new Written("application/json", bytes.length, new ByteArrayInputStream(bytes));
            }
            case BatchRequest.Body.Form form -> {
                var boundary = HexFormat.of().formatHex(secrets.bytes(BOUNDARY_BYTES));
                var field = FormLayout.fileField(request.pipeline()).orElseThrow();
                var writer = new FormWriter(field, form, boundary);
                var pieces = List.of(
                        new ByteArrayInputStream(writer.beforeFile()),
                        file.open(),
                        new ByteArrayInputStream(writer.afterFile()));
                yield new Written(
                        writer.contentType(),
                        writer.length(),
                        new SequenceInputStream(Collections.enumeration(pieces)));
            }
        };
    }

    /** What goes to the runner. */
    record Written(String contentType, long length, InputStream body) {}
}
