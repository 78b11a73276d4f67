package io.headrace.gateway.batch.later;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.machine.Host;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.address.AddressRules;
import io.headrace.transport.address.HostNames;
import io.headrace.transport.address.ResolvedUri;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells clients' servers that a job is over: at least once, always with the same id, until they answer 2xx or a day is
 * over. Signed as the Standard Webhooks specification has it, so that ready-made libraries check it.
 *
 * <pre>
 * webhook-id         of the event
 * webhook-timestamp  seconds since 1970
 * webhook-signature  v1,base64(HMAC-SHA-256(secret, id "." timestamp "." body))
 * </pre>
 *
 * <p>A stranger's address must not lead into the operator's own network: it is looked up at the time of each try.
 */
public final class Webhooks {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int TRIES = 30;

    private final Host host;
    private final HostNames names;
    private final AddressRules permitted;
    private final byte[] secret;
    private final Post post;

    /** Sends one message. */
    @FunctionalInterface
    public interface Post {

        /**
         * @param place as it was looked up and found permitted
         * @return the status of the answer
         */
        int post(ResolvedUri place, Headers headers, byte[] body) throws IOException, InterruptedException;

        /**
         * Connects to the address that was looked up. With TLS it asks by name, because the certificate is for that: whoever
         * the name leads to by now must have one.
         *
         * @param client that believes authorities alone
         */
        static Post over(HttpClient client) {
            return (place, headers, body) -> {
                boolean secure = "https".equals(place.uri().getScheme());
                var limits = new HttpCall.Limits(PATIENCE, PATIENCE, 64 * 1024);
                var call = secure
                        ? HttpCall.post(place.uri(), headers, limits)
                        : HttpCall.post(place.numbered(), headers.with("Host", place.authority()), limits);
                try (var answer = client.send(call, ByteBuffer.wrap(body))) {
                    return answer.status();
                }
            };
        }
    }

    /** What is told. */
    record Event(String id, String body) {}

    /**
     * @param permitted where clients' servers may be
     * @param secret with which messages are signed; known to those who check them
     */
    public Webhooks(Host host, HostNames names, AddressRules permitted, byte[] secret, Post post) {
        this.host = host;
        this.names = names;
        this.permitted = permitted;
        this.secret = secret.clone();
        this.post = post;
    }

    /**
     * Looks it up.
     *
     * @throws IllegalArgumentException with a sentence for the client when nobody is told at that address
     */
    ResolvedUri check(URI hook) {
        if (!("https".equals(hook.getScheme()) || "http".equals(hook.getScheme())) || hook.getHost() == null) {
            throw new IllegalArgumentException("A webhook has an address such as https://HOST/PATH, not " + hook);
        }
        try {
            return permitted
                    .resolve(hook, names)
                    .orElseThrow(() -> new IllegalArgumentException("Webhooks are not sent to " + hook.getHost()
                            + ", which is no host of the public internet"));
        } catch (UnknownHostException nowhere) {
            throw new IllegalArgumentException("No machine is known by the name " + hook.getHost(), nowhere);
        }
    }

    /** @param told is run once it has been told; on a thread of its own */
    void tell(URI hook, Event event, Runnable told) {
        tell(hook, event, told, 1);
    }

    private void tell(URI hook, Event event, Runnable told, int attempt) {
        Thread.ofVirtual().name("webhook").start(() -> {
            if (delivered(hook, event)) {
                told.run();
            } else if (attempt < TRIES) {
                var _ = host.after(pause(attempt), () -> tell(hook, event, told, attempt + 1));
            } else {
                LOG.warn("{} was not told of {} in {} tries", hook.getHost(), event.id(), TRIES);
            }
        });
    }

    private static Duration pause(int attempt) {
        var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 20));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private boolean delivered(URI hook, Event event) {
        try {
            int status = post.post(check(hook), headers(event), event.body().getBytes(UTF_8));
            return status / 100 == 2;
        } catch (IOException | IllegalArgumentException notNow) {
            LOG.info("The webhook at {} was not told: {}", hook.getHost(), notNow.getMessage());
            return false;
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Headers headers(Event event) {
        var stamp = Long.toString(host.moment().now().getEpochSecond());
        return Headers.contentType("application/json")
                .with("webhook-id", event.id())
                .with("webhook-timestamp", stamp)
                .with("webhook-signature", "v1," + signature(event.id() + "." + stamp + "." + event.body()));
    }

    private String signature(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }
}
