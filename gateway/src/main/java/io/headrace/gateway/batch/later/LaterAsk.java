package io.headrace.gateway.batch.later;

import java.net.URI;
import java.util.Optional;

/**
 * What a client says beside a request for whose answer it does not wait.
 *
 * @param webhook who is told when it is there
 * @param idempotencyKey by which a request that is repeated is known; at most 256 characters
 */
public record LaterAsk(Optional<URI> webhook, Optional<String> idempotencyKey) {

    private static final int MAX_KEY = 256;

    public LaterAsk {
        if (idempotencyKey
                .filter(key -> key.isEmpty() || key.length() > MAX_KEY)
                .isPresent()) {
            throw new IllegalArgumentException("An Idempotency-Key has 1 to " + MAX_KEY + " characters");
        }
    }
}
