package io.headrace.trickle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Who may read, write and close a channel. */
public sealed interface Access {
    /** Whoever knows its name, which is all that existing peers can show. */
    record KnowsName() implements Access {}

    /** Who also shows this token. */
    record HoldsToken(String token) implements Access {
        public HoldsToken {
            if (token.isEmpty()) {
                throw new IllegalArgumentException("An empty token keeps nobody out");
            }
        }

        @Override
        public String toString() {
            return "HoldsToken";
        }
    }

    /** @param shown empty if nothing was shown; compared in a time that tells nothing about the token */
    default boolean admits(String shown) {
        return switch (this) {
            case KnowsName() -> true;
            case HoldsToken(var token) ->
                MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
        };
    }
}
