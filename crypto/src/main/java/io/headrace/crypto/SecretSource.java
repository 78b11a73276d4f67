package io.headrace.crypto;

import java.security.SecureRandom;

/**
 * Where keys, tokens and commitments come from. A type of its own, apart from the chance that machines draw on, so
 * that a weak generator cannot slip in where a secret is meant.
 */
@FunctionalInterface
public interface SecretSource {

    /** Fresh secret bytes, as many as asked. */
    byte[] bytes(int length);

    /** The operating system's generator. */
    static SecretSource system() {
        var random = new SecureRandom();
        return length -> {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        };
    }
}
