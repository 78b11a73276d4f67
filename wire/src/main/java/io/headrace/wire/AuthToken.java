package io.headrace.wire;

import java.time.Instant;

/**
 * What an orchestrator gives a gateway for one session, and expects back with each unit (wire protocol section 2.9).
 *
 * @param sessionId names the session, and with it the balance and the results
 * @param expiration in whole seconds
 */
public record AuthToken(OpaqueBytes token, String sessionId, Instant expiration) {
    private static final int MAX_SESSION_ID = 256;

    public AuthToken {
        if (sessionId.length() > MAX_SESSION_ID) {
            throw new IllegalArgumentException("A session id of " + sessionId.length() + " characters");
        }
        expiration = Instant.ofEpochSecond(expiration.getEpochSecond());
    }
}
