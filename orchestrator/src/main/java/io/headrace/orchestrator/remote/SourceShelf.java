package io.headrace.orchestrator.remote;

import io.headrace.admission.SessionId;
import io.headrace.crypto.SecretSource;
import io.headrace.media.SourceSegment;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where workers fetch sources: each lies there under a random name of 128 bits, as long as its task runs. Workers of the
 * network fetch whatever URL they are told and know no token, so the name is all that protects it (guarantee 5). Any
 * thread.
 */
final class SourceShelf {

    static final String PATTERN = "/source/{session}/{file}";

    private static final String EXTENSION = ".tempfile";
    private static final int NAME_BYTES = 16;

    private final SecretSource secrets;
    private final Map<String, SourceSegment> byPath = new ConcurrentHashMap<>();

    SourceShelf(SecretSource secrets) {
        this.secrets = secrets;
    }

    /** The path under which it lies from now on. */
    String lay(SessionId session, SourceSegment source) {
        var path = path(session.text(), HexFormat.of().formatHex(secrets.bytes(NAME_BYTES)) + EXTENSION);
        byPath.put(path, source);
        return path;
    }

    void take(String path) {
        byPath.remove(path);
    }

    void handle(Exchange exchange, PathParameters path) throws IOException {
        var source = Optional.ofNullable(byPath.get(path(path.get("session"), path.get("file"))));
        if (source.isEmpty()) {
            exchange.refuse(404, "ErrNotFound");
            return;
        }
        var headers = Headers.contentType(source.get().container().mediaType()).with("Cache-Control", "no-store");
        exchange.answer(200, headers, source.get().bytes().asByteBuffer());
    }

    private static String path(String session, String file) {
        return "/source/" + session + "/" + file;
    }
}
