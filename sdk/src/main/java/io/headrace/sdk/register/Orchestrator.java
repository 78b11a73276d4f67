package io.headrace.sdk.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.TransportException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The orchestrator's doors for capabilities (pipelines section 5.1). Its methods wait for its answers, for at most
 * {@link #PATIENCE}.
 *
 * @param url its service address
 * @param secret shown verbatim, without a scheme; empty where the orchestrator has none
 */
public record Orchestrator(URI url, String secret, HttpClient client) {
    private static final int MAX_WORDS = 4_096;
    private static final HttpCall.Limits PATIENCE =
            new HttpCall.Limits(Duration.ofSeconds(10), Duration.ofSeconds(10), MAX_WORDS);

    public Orchestrator {
        if (url.getHost() == null) {
            throw new IllegalArgumentException("No address of an orchestrator: " + url);
        }
    }

    Outcome register(Offer offer) throws InterruptedException {
        return post("/capability/register", "application/json", offer.json());
    }

    Outcome unregister(Offer offer) throws InterruptedException {
        return post("/capability/unregister", "text/plain", offer.name());
    }

    private Outcome post(String path, String mediaType, String body) throws InterruptedException {
        var headers = Headers.contentType(mediaType).with("Authorization", secret);
        var call = HttpCall.post(url.resolve(path), headers, PATIENCE);
        try (var answer = client.send(call, ByteBuffer.wrap(body.getBytes(UTF_8)))) {
            return outcome(answer.status(), new String(answer.readAll(), UTF_8).strip());
        } catch (TransportException unreachable) {
            return new Outcome.Unavailable(String.valueOf(unreachable.getMessage()));
        } catch (IOException brokenOff) {
            return new Outcome.Unavailable(brokenOff.toString());
        }
    }

    /** A wrong secret is 400 in the network; 401 and 403 would say it better. */
    private static Outcome outcome(int status, String words) {
        return switch (status) {
            case 200 -> new Outcome.Accepted();
            case 400, 401, 403 -> new Outcome.Refused(status, words);
            default -> new Outcome.Unavailable("it answered " + status + " " + words);
        };
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return url.toString();
    }
}
