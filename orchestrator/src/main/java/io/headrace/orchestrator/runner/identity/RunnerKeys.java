package io.headrace.orchestrator.runner.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.crypto.Hmac;
import java.security.MessageDigest;

/**
 * What one runner and its sessions show as proof, derived from 32 secret bytes that nobody is told (real-time reference
 * section 9.7). Any thread.
 */
public final class RunnerKeys {

    static final int SEED_BYTES = 32;

    private static final String HEARTBEAT = "heartbeat";
    private static final String SESSION = "session:";

    private final Hmac seed;

    RunnerKeys(byte[] seed) {
        this.seed = new Hmac(seed);
    }

    /** For all heartbeats but the first. */
    public String heartbeatSecret() {
        return derived(HEARTBEAT);
    }

    /** By which the runner shows that a session is its own. */
    public String sessionToken(String session) {
        return derived(SESSION + session);
    }

    public boolean isHeartbeatSecret(String offered) {
        return same(heartbeatSecret(), offered);
    }

    public boolean isTokenOf(String session, String offered) {
        return same(sessionToken(session), offered);
    }

    private String derived(String purpose) {
        return Base32.of(seed.over(purpose.getBytes(UTF_8)).bytes());
    }

    private static boolean same(String known, String offered) {
        return MessageDigest.isEqual(known.getBytes(UTF_8), offered.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "RunnerKeys";
    }
}
