package io.headrace.orchestrator.ai;

import io.headrace.crypto.SecretSource;
import io.headrace.media.MediaBytes;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where workers fetch the files of their tasks: each lies there under a random name of 128 bits, as long as its request has a
 * place. Workers of the network fetch whatever URL they are told and know no token, so the name is all that protects it. Any
 * thread.
 */
final class UploadShelf {

    static final String PATTERN = "/stream/{file}";

    private static final String EXTENSION = ".tempfile";
    private static final int NAME_BYTES = 16;

    private final SecretSource secrets;
    private final Map<String, MediaBytes> byName = new ConcurrentHashMap<>();

    UploadShelf(SecretSource secrets) {
        this.secrets = secrets;
    }

    /** The path under which it lies from now on. */
    String lay(MediaBytes file) {
        var name = HexFormat.of().formatHex(secrets.bytes(NAME_BYTES)) + EXTENSION;
        byName.put(name, file);
        return "/stream/" + name;
    }

    void take(String path) {
        byName.remove(path.substring(path.lastIndexOf('/') + 1));
    }

    void handle(Exchange exchange, PathParameters path) throws IOException {
        var file = Optional.ofNullable(byName.get(path.get("file")));
        if (file.isEmpty()) {
            exchange.refuse(404, "ErrNotFound");
            return;
        }
        var headers = Headers.contentType("application/octet-stream").with("Cache-Control", "no-store");
        exchange.answer(200, headers, file.get().asByteBuffer());
    }
}
