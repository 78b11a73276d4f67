package io.headrace.gateway.live.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.live.LiveConfig;
import java.security.MessageDigest;
import java.util.Set;

/** Whoever shows one of the gateway's stream keys may publish, under any name. */
public final class KeyAuthorization implements StreamAuthorization {

    private final Set<String> keys;
    private final StreamOrders orders;

    /** @param keys at least one, none of them empty */
    public KeyAuthorization(Set<String> keys, LiveConfig defaults) {
        if (keys.isEmpty() || keys.contains("")) {
            throw new IllegalArgumentException("Stream keys are one or more, and none is empty");
        }
        this.keys = Set.copyOf(keys);
        this.orders = new StreamOrders(defaults);
    }

    @Override
    public Verdict authorize(StreamAsk ask) {
        return keys.stream().anyMatch(key -> same(key, ask.key()))
                ? orders.verdict(ask)
                : new Denied(ask.key().isEmpty() ? "no stream key was shown" : "the stream key is none of ours");
    }

    /** Takes as long for a key that is nearly right as for any other. */
    static boolean same(String key, String shown) {
        return MessageDigest.isEqual(key.getBytes(UTF_8), shown.getBytes(UTF_8));
    }
}
