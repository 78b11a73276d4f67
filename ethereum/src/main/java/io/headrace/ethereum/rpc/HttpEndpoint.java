package io.headrace.ethereum.rpc;

import io.headrace.chain.ChainUnavailable;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.TransportException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An Ethereum node behind HTTP: one JSON-RPC 2.0 request per POST. */
public final class HttpEndpoint implements Endpoint {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Headers HEADERS = Headers.contentType("application/json");

    private final HttpClient http;
    private final URI node;
    private final long answerBytes;
    private final AtomicLong serial = new AtomicLong();

    /**
     * @param http stays the caller's; it trusts the platform's authorities when the node is a web service
     * @param node may hold a secret in its path, which is never printed
     * @param answerBytes the largest answer that is read
     */
    public HttpEndpoint(HttpClient http, URI node, long answerBytes) {
        this.http = http;
        this.node = node;
        this.answerBytes = answerBytes;
    }

    @Override
    public String name() {
        return node.getScheme() + "://" + node.getHost() + (node.getPort() < 0 ? "" : ":" + node.getPort());
    }

    @Override
    public Reply ask(String method, List<?> parameters, Duration limit) {
        long id = serial.incrementAndGet();
        byte[] body =
                JSON.writeValueAsBytes(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", parameters));
        var call = HttpCall.post(node, HEADERS, new HttpCall.Limits(limit, limit, answerBytes));
        try (var answer = http.send(call, ByteBuffer.wrap(body))) {
            byte[] content = answer.readAll();
            return read(method, id, answer.status(), content);
        } catch (TransportException failure) {
            return failed(failure);
        } catch (InterruptedIOException | InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ChainUnavailable("Waiting for " + name() + " to answer " + method + " was interrupted", false);
        } catch (IOException failure) {
            return new Reply.Fault("the exchange broke off");
        }
    }

    /** Only what failed before there was a connection is certain not to have been done. */
    private static Reply failed(TransportException failure) {
        String what = failure.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        boolean untried = failure.kind() == TransportException.Kind.OVERLOADED
                || failure.getCause() instanceof ConnectException
                || failure.getCause() instanceof UnknownHostException;
        return untried ? new Reply.Untried(what) : new Reply.Fault(what);
    }

    /** Some nodes put an error object under a status other than 200, so the content is looked at first. */
    private static Reply read(String method, long id, int status, byte[] content) {
        JsonNode answer;
        try {
            answer = JSON.readTree(content);
        } catch (JacksonException garbage) {
            return new Reply.Fault(
                    status == 200
                            ? "an answer that is no JSON, " + content.length + " bytes"
                            : "HTTP status " + status);
        }
        if (answer.path("error").isObject()) {
            return status == 429
                    ? new Reply.Untried("HTTP status 429")
                    : ErrorReading.read(method, answer.get("error"));
        }
        if (status != 200) {
            return new Reply.Fault("HTTP status " + status);
        }
        if (answer.path("id").asLong(-1) != id || !answer.has("result")) {
            return new Reply.Fault("an answer to something else than was asked");
        }
        return new Reply.Result(answer.get("result"));
    }
}
