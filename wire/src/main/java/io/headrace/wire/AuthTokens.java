package io.headrace.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.crypto.Hmac;
import java.math.BigInteger;
import java.time.Instant;

/**
 * Issues and recognises the tokens of one orchestrator without keeping any: HMAC-SHA-256 over the session id and the
 * expiration (wire protocol section 4.5). Any thread.
 */
public final class AuthTokens {
    private final Hmac hmac;

    /** @param secret 32 secret bytes; tokens live as long as it does, so a node that keeps it survives a restart */
    public AuthTokens(byte[] secret) {
        this.hmac = new Hmac(secret);
    }

    /** What an orchestrator thinks of a token. */
    public enum Check {
        VALID,
        /** Of this orchestrator, but too old. */
        EXPIRED,
        /** Not of this orchestrator, or changed. */
        FORGED
    }

    public AuthToken issue(String sessionId, Instant expiration) {
        byte[] token = hmac.over(sessionId.getBytes(UTF_8), bytes(expiration)).bytes();
        return new AuthToken(OpaqueBytes.of(token), sessionId, expiration);
    }

    public Check check(AuthToken token, Instant now) {
        if (!isOurs(token)) {
            return Check.FORGED;
        }
        return now.isAfter(token.expiration()) ? Check.EXPIRED : Check.VALID;
    }

    /** Whether it was issued here; its age does not matter for ending a session. */
    public boolean isOurs(AuthToken token) {
        return hmac.matches(token.token().toByteArray(), token.sessionId().getBytes(UTF_8), bytes(token.expiration()));
    }

    private static byte[] bytes(Instant expiration) {
        return ProtoBytes.of(BigInteger.valueOf(Math.max(0, expiration.getEpochSecond())))
                .toByteArray();
    }
}
