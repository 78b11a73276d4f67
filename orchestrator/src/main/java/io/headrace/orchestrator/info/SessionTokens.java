package io.headrace.orchestrator.info;

import io.headrace.crypto.SecretSource;
import io.headrace.wire.AuthToken;
import io.headrace.wire.AuthTokens;
import io.headrace.wire.PeerError;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Opens sessions by naming them: 128 random bits, which to peers are opaque text and which nobody guesses (guarantee
 * 5; the network's own nodes draw 32 from a clock). Nothing is kept of a session until its first unit. Any thread.
 */
public final class SessionTokens {

    /** As the network has it (wire protocol section 5.9). */
    public static final Duration LIFE = Duration.ofMinutes(30);

    private static final int ID_BYTES = 16;

    private final AuthTokens tokens;
    private final SecretSource secrets;
    private final InstantSource clock;

    /** @param tokens whose secret outlives the process, so that sessions do */
    public SessionTokens(AuthTokens tokens, SecretSource secrets, InstantSource clock) {
        this.tokens = tokens;
        this.secrets = secrets;
        this.clock = clock;
    }

    public AuthToken fresh() {
        return of(HexFormat.of().formatHex(secrets.bytes(ID_BYTES)));
    }

    /** For a session that others have named. */
    public AuthToken of(String session) {
        return tokens.issue(session, clock.instant().plus(LIFE));
    }

    /** Whether the token was made here, however long ago. */
    public boolean isOurs(AuthToken token) {
        return tokens.isOurs(token);
    }

    /** Why the token opens nothing. */
    public Optional<PeerError> refusal(AuthToken token) {
        return switch (tokens.check(token, clock.instant())) {
            case VALID -> Optional.empty();
            case EXPIRED -> Optional.of(PeerError.TOKEN_EXPIRED);
            case FORGED -> Optional.of(PeerError.TOKEN_INVALID);
        };
    }
}
