package io.headrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.ClientConfig;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node's admin API, as a command uses it. Every call blocks. */
final class AdminClient implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpCall.Limits SHORT =
            new HttpCall.Limits(Duration.ofSeconds(20), Duration.ofSeconds(60), 64 << 20);

    private final URI node;
    private final HttpClient http = HttpClient.start(
            new ClientConfig(ClientConfig.Trust.ANYBODY, Duration.ofSeconds(2), Duration.ofMinutes(2), 4, 4));

    AdminClient(URI node) {
        this.node = node;
    }

    /** An answer as it came, whatever its status. */
    record Reply(int status, Headers headers, String body) {

        boolean isUnknown() {
            return status == 404;
        }
    }

    /**
     * @param accept the media type that is wanted
     * @throws NodeSilent when nobody answers there
     */
    Reply get(String path, String accept) throws NodeSilent, InterruptedException {
        return send(new HttpCall(
                "GET", node.resolve(path), Headers.of("Accept", accept), HttpCall.Version.HTTP_1_1, SHORT));
    }

    /** Begins to drain the node; what is under way may go on {@code within} at most. */
    Reply drain(String token, Duration within) throws NodeSilent, InterruptedException {
        return change("POST", "/drain?within=" + within.toSeconds(), token);
    }

    /** Lets a node that is drained take new work again. */
    Reply undrain(String token) throws NodeSilent, InterruptedException {
        return change("DELETE", "/drain", token);
    }

    /**
     * Has the node change something.
     *
     * @param name asking again under the same name does it once
     * @param body a JSON document
     */
    Reply change(String path, String token, String name, String body) throws NodeSilent, InterruptedException {
        var headers = authorization(token).with("Idempotency-Key", name).with("Content-Type", "application/json");
        return send(
                new HttpCall("POST", node.resolve(path), headers, HttpCall.Version.HTTP_1_1, SHORT),
                ByteBuffer.wrap(body.getBytes(UTF_8)));
    }

    /** How a change goes on that took longer than the node waits. */
    Reply errand(String name, String token) throws NodeSilent, InterruptedException {
        return change("GET", "/errands/" + piece(name), token);
    }

    private static Headers authorization(String token) {
        return Headers.of("Authorization", "Bearer " + token);
    }

    private Reply change(String method, String path, String token) throws NodeSilent, InterruptedException {
        return send(new HttpCall(method, node.resolve(path), authorization(token), HttpCall.Version.HTTP_1_1, SHORT));
    }

    /** @throws CommandFailed unless it is a document that answers what was asked */
    JsonNode document(Reply reply) {
        if (reply.status() / 100 != 2) {
            throw refused(reply);
        }
        return parse(reply);
    }

    CommandFailed refused(Reply reply) {
        var sentence = reply.body().isBlank()
                ? ""
                : ": " + parse(reply).path("error").path("message").asString("");
        return new CommandFailed(
                reply.status() >= 500 ? ExitCode.UNFIT : ExitCode.JOB_FAILED,
                "The node at " + node + " answered " + reply.status() + sentence);
    }

    private JsonNode parse(Reply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (JacksonException foreign) {
            throw new CommandFailed(
                    ExitCode.UNFIT,
                    "What answers at " + node + " is no admin API. Name a node's with --admin; a gateway has it on"
                            + " port 5935, as a rule.");
        }
    }

    private Reply send(HttpCall call) throws NodeSilent, InterruptedException {
        return send(call, ByteBuffer.allocate(0));
    }

    private Reply send(HttpCall call, ByteBuffer body) throws NodeSilent, InterruptedException {
        try (var answer = call.method().equals("GET") ? http.send(call) : http.send(call, body)) {
            return new Reply(answer.status(), answer.headers(), new String(answer.readAll(), UTF_8));
        } catch (IOException failed) {
            throw new NodeSilent(node, failed);
        }
    }

    /** One piece of a path. */
    static String piece(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.close();
    }
}
