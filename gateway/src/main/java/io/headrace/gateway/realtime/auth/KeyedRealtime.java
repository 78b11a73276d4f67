package io.headrace.gateway.realtime.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.realtime.RealtimeConfig;
import java.security.MessageDigest;
import java.util.Set;

/**
 * Whoever shows one of the gateway's stream keys may publish under any name, steer and watch. With no keys at all
 * everybody may: for a gateway that only its own machine can reach.
 */
public final class KeyedRealtime implements RealtimeAuthorization {

    private final Set<String> keys;
    private final RealtimeOrders orders;

    /** @param keys none of them empty */
    public KeyedRealtime(Set<String> keys, RealtimeConfig defaults) {
        if (keys.contains("")) {
            throw new IllegalArgumentException("No stream key is empty");
        }
        this.keys = Set.copyOf(keys);
        this.orders = new RealtimeOrders(defaults);
    }

    @Override
    public Verdict authorize(RealtimeAsk ask) {
        return admits(ask)
                ? orders.verdict(ask)
                : new Denied(ask.key().isEmpty() ? "no stream key was shown" : "the stream key is none of ours");
    }

    @Override
    public boolean admits(RealtimeAsk visit) {
        return keys.isEmpty() || keys.stream().anyMatch(key -> same(key, visit.key()));
    }

    /** Takes as long for a key that is nearly right as for any other. */
    private static boolean same(String key, String shown) {
        return MessageDigest.isEqual(key.getBytes(UTF_8), shown.getBytes(UTF_8));
    }
}
