package io.headrace.sdk.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.sdk.TypedPipeline;
import io.headrace.transport.Answer;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A pipeline on a port of this machine, and a client of it. */
final class Served implements AutoCloseable {
    static final RunLimits LIMITS = new RunLimits(1, 10_000, Duration.ofMinutes(1), Duration.ofMinutes(1));

    private static final HttpCall.Limits PATIENT =
            new HttpCall.Limits(Duration.ofSeconds(30), Duration.ofSeconds(60), 10_000_000);

    private final PipelineServer server;
    private final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);

    Served(TypedPipeline<?, ?> pipeline, RunLimits limits, Identity identity) throws Exception {
        server = PipelineServer.start(
                pipeline, new ServerSettings("127.0.0.1", 0, identity, limits, new Enrolment.Nowhere()));
    }

    Served(TypedPipeline<?, ?> pipeline, RunLimits limits) throws Exception {
        this(pipeline, limits, Identity.UNNAMED);
    }

    Served(TypedPipeline<?, ?> pipeline) throws Exception {
        this(pipeline, LIMITS);
    }

    /** What was answered, as a whole. */
    record Answered(int status, Headers headers, String body) {}

    Answered get(String path) throws Exception {
        return whole(client.send(HttpCall.get(uri(path), PATIENT)));
    }

    Answered post(String path, String body) throws Exception {
        return post(path, Headers.contentType("application/json"), body);
    }

    Answered post(String path, Headers headers, String body) throws Exception {
        return whole(begin(HttpCall.Version.NEGOTIATED, path, headers, body));
    }

    /** Only its head has been read. */
    Answer begin(HttpCall.Version version, String path, Headers headers, String body) throws Exception {
        var call = HttpCall.post(uri(path), headers, PATIENT).with(version);
        return client.send(call, ByteBuffer.wrap(body.getBytes(UTF_8)));
    }

    private static Answered whole(Answer answer) throws Exception {
        try (answer) {
            return new Answered(answer.status(), answer.headers(), new String(answer.readAll(), UTF_8));
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    /** Ends the server, as a signal would. */
    void end() {
        server.close();
    }

    @Override
    public void close() {
        client.close();
        end();
    }
}
