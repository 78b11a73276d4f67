package io.headrace.models.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.models.batch.BatchModel;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A runner of a batch pipeline on a port, and a client that asks it as workers do. */
public final class BatchStage implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_ANSWER = 256 << 20;

    private final BatchModel model;
    private final BatchServer server;
    private final HttpClient http = HttpClient.start(ClientConfig.FOR_NODES);

    public BatchStage(BatchModel model, String token) throws IOException {
        this.model = model;
        this.server = BatchServer.start("127.0.0.1", 0, model, "1.2", token);
    }

    /** With its model loaded. */
    public static BatchStage ready(BatchModel model) throws Exception {
        var stage = new BatchStage(model, "");
        stage.awaitHealth(health -> !health.equals("LOADING"));
        return stage;
    }

    /** A status, the document, and the headers. */
    public record Reply(int status, JsonNode body, Headers headers) {

        public String message() {
            return body.path("detail").path("msg").asString();
        }

        /** What the first data URL of the answer holds. */
        public byte[] medium(String list, int index) {
            return fromDataUrl(body.path(list).path(index).path("url").asString());
        }
    }

    /** The bytes of {@code data:image/png;base64,…}. */
    public static byte[] fromDataUrl(String url) {
        return Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1));
    }

    public String path() {
        return "/" + model.manifest().pipeline();
    }

    void awaitHealth(Predicate<String> wanted) throws Exception {
        while (!wanted.test(get("/health").body().path("status").asString())) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    public Reply get(String path) throws Exception {
        try (var answer = http.send(HttpCall.get(uri(path), limits()))) {
            return new Reply(answer.status(), JSON.readTree(answer.readAll()), answer.headers());
        }
    }

    public Reply post(Multipart body) throws Exception {
        return post(path(), Headers.contentType(body.contentType()), body.bytes());
    }

    public Reply post(String json) throws Exception {
        return post(path(), Headers.contentType("application/json"), json.getBytes(UTF_8));
    }

    Reply post(String path, Headers headers, byte[] body) throws Exception {
        try (var answer = http.send(HttpCall.post(uri(path), headers, limits()), ByteBuffer.wrap(body))) {
            return new Reply(answer.status(), JSON.readTree(answer.readAll()), answer.headers());
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static HttpCall.Limits limits() {
        return new HttpCall.Limits(PATIENCE, PATIENCE, MAX_ANSWER);
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
