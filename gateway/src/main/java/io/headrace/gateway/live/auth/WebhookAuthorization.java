package io.headrace.gateway.live.auth;

import io.headrace.gateway.live.LiveConfig;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.TransportException;
import io.headrace.wire.live.StreamAuthAnswer;
import io.headrace.wire.live.StreamAuthRequest;
import io.headrace.wire.live.StreamConfiguration;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A web service of the operator's decides (wire protocol section 3.9). Whatever keeps it from saying yes within three
 * seconds is a no.
 */
public final class WebhookAuthorization implements StreamAuthorization {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MAX_REASON = 200;

    private final HttpCall call;
    private final HttpClient client;
    private final StreamOrders orders;

    public WebhookAuthorization(URI webhook, HttpClient client, LiveConfig defaults) {
        this(webhook, client, defaults, PATIENCE);
    }

    WebhookAuthorization(URI webhook, HttpClient client, LiveConfig defaults, Duration patience) {
        this.call = HttpCall.post(
                webhook,
                Headers.contentType(StreamAuthRequest.MEDIA_TYPE),
                new HttpCall.Limits(patience, patience, StreamAuthAnswer.MAX_BYTES));
        this.client = client;
        this.orders = new StreamOrders(defaults);
    }

    @Override
    public Verdict authorize(StreamAsk ask) throws InterruptedException {
        try (var answer = client.send(call, ByteBuffer.wrap(new StreamAuthRequest(ask.url()).body()))) {
            byte[] body = answer.readAll();
            return switch (StreamAuthAnswer.read(answer.status(), body)) {
                case StreamAuthAnswer.Denied(var reason) -> new Denied("the webhook says: " + line(reason));
                case StreamAuthAnswer.Allowed(var configuration) -> allowed(ask, configuration, body);
            };
        } catch (InterruptedIOException interrupted) {
            throw new InterruptedException(interrupted.getMessage());
        } catch (TransportException failed) {
            return new Denied("the webhook could not be asked: " + failed.getMessage());
        } catch (IOException failed) {
            return new Denied("the webhook's answer could not be read: " + failed.getMessage());
        }
    }

    private Verdict allowed(StreamAsk ask, StreamConfiguration configuration, byte[] body) {
        var key = configuration.names().key();
        boolean keyCounts = ask.needsKey() || !ask.key().isEmpty();
        if (!key.isEmpty() && keyCounts && !KeyAuthorization.same(key, ask.key())) {
            return new Denied("the stream key is not the one that the webhook names");
        }
        var json = new String(body, StandardCharsets.UTF_8);
        return orders.verdict(ask, configuration, json.isEmpty() ? Optional.empty() : Optional.of(json));
    }

    /** A stranger's text, fit for a log. */
    private static String line(String text) {
        var line = text.strip().replaceAll("\\p{Cntrl}+", " ");
        return line.length() > MAX_REASON ? line.substring(0, MAX_REASON) + " ..." : line;
    }
}
