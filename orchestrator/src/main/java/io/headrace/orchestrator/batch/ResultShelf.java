package io.headrace.orchestrator.batch;

import io.headrace.admission.SessionId;
import io.headrace.crypto.SecretSource;
import io.headrace.orchestrator.results.ResultStore;
import io.headrace.orchestrator.results.StoredResult;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.batch.reply.DataUrl;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * Where the files of answers lie until they are fetched: {@code GET /stream/{request}/{file}} (pipelines section 3.5).
 * Each file has a name of its own of 128 random bits, and so has the request: whoever knows both may read.
 */
final class ResultShelf {

    static final String PATTERN = "/stream/{request}/{file}";

    /** Files of a request lie in no rendition. */
    private static final String NO_RENDITION = "";

    private static final int NAME_BYTES = 16;

    private final ResultStore store;
    private final SecretSource secrets;
    private final Supplier<String> serviceUri;
    private final InstantSource clock;

    ResultShelf(ResultStore store, SecretSource secrets, Supplier<String> serviceUri, InstantSource clock) {
        this.store = store;
        this.secrets = secrets;
        this.serviceUri = serviceUri;
        this.clock = clock;
    }

    /** What a new request is called here. */
    String newRequest() {
        return HexFormat.of().formatHex(secrets.bytes(NAME_BYTES));
    }

    /** The reply with an address for each of its files; a file that finds no room is written into its address. */
    BatchReply addressed(String request, TakenAnswer answer) {
        var files = answer.files().iterator();
        return answer.reply().withUrls(_ -> address(request, files.next()));
    }

    private String address(String request, TakenAnswer.File file) {
        var name = HexFormat.of().formatHex(secrets.bytes(NAME_BYTES)) + file.extension();
        var result = new StoredResult(file.mediaType(), file.bytes(), clock.instant());
        return store.putIfRoom(new SessionId(request), NO_RENDITION, name, result)
                ? serviceUri.get() + "/stream/" + request + "/" + name
                : written(file);
    }

    /** The reply with its files in it, as very old gateways have it. */
    static BatchReply inline(TakenAnswer answer) {
        var files = answer.files().iterator();
        return answer.reply().withUrls(_ -> written(files.next()));
    }

    private static String written(TakenAnswer.File file) {
        return DataUrl.of(file.mediaType(), bytes(file)).toString();
    }

    private static byte[] bytes(TakenAnswer.File file) {
        byte[] bytes = new byte[file.bytes().length()];
        file.bytes().asByteBuffer().get(bytes);
        return bytes;
    }

    void serve(Exchange exchange, PathParameters path) throws IOException {
        var result = store.find(path.get("request"), NO_RENDITION, path.get("file"));
        if (result.isEmpty()) {
            exchange.refuse(404, "ErrNotFound");
            return;
        }
        exchange.answer(
                200,
                Headers.contentType(result.get().mediaType())
                        .with("Cache-Control", "max-age=5")
                        .with("X-Content-Type-Options", "nosniff"),
                result.get().bytes().asByteBuffer());
    }
}
