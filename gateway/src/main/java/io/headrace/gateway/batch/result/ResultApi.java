package io.headrace.gateway.batch.result;

import io.headrace.gateway.live.http.MediaFileAnswer;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.transport.PathPattern;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Serves the files of answers to whoever knows their address, whole or in part, to pages of any origin (pipelines section
 * 3.5).
 *
 * <pre>
 * GET /stream/{32 hexadecimal digits}/{name}   200, 206 or 416; 404 once it has expired
 * </pre>
 */
public final class ResultApi {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Map<String, String> TYPES = Map.of(
            "png", "image/png",
            "jpg", "image/jpeg",
            "gif", "image/gif",
            "webp", "image/webp",
            "mp4", "video/mp4",
            "wav", "audio/wav",
            "mp3", "audio/mpeg");

    private final ResultShelf shelf;
    private final MediaFileAnswer files;

    public ResultApi(ResultShelf shelf, MediaFileAnswer files) {
        this.shelf = shelf;
        this.files = files;
    }

    /**
     * The route of results and these: one that has paths of the same form, as live streams have, is asked for whatever is no
     * result.
     */
    public List<Route> with(List<Route> others) {
        var next = new Router(others);
        var results = new Route(METHODS, PathPattern.of("/stream/{id}/{name}"), (exchange, path) -> {
            if (ResultShelf.isId(path.get("id"))) {
                show(exchange, path);
            } else {
                next.handle(exchange);
            }
        });
        return Stream.concat(Stream.of(results), others.stream().filter(other -> !results.hides(other)))
                .toList();
    }

    private void show(Exchange exchange, PathParameters path) throws IOException {
        if (exchange.method().equals("OPTIONS")) {
            exchange.answer(204, mayI(), ByteBuffer.allocate(0));
            return;
        }
        var file = shelf.find(path.get("id"), path.get("name"));
        if (file.isEmpty()) {
            exchange.refuse(404, "There is no such result here, or not any more");
            return;
        }
        try {
            files.send(exchange, file.get(), headers(file.get()));
        } catch (NoSuchFileException expired) {
            exchange.refuse(404, "This result has just expired");
        }
    }

    private static Headers headers(Path file) {
        var name = String.valueOf(file.getFileName());
        var type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        return Headers.contentType(type)
                .with("Access-Control-Allow-Origin", "*")
                .with("Cache-Control", "max-age=5")
                .with("X-Content-Type-Options", "nosniff");
    }

    private static Headers mayI() {
        return Headers.of("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
                .with("Access-Control-Allow-Headers", "Range");
    }
}
