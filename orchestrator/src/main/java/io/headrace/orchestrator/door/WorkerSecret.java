package io.headrace.orchestrator.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** What a worker must know to be let in. Compared in constant time, and never printed. */
public final class WorkerSecret {

    /** Nobody knows it: no worker is let in (wire protocol section 14, 18a). */
    public static final WorkerSecret NONE = new WorkerSecret(Optional.empty());

    private final Optional<byte[]> digest;

    private WorkerSecret(Optional<byte[]> digest) {
        this.digest = digest;
    }

    /** @throws IllegalArgumentException when it is blank, and so known to everybody */
    public static WorkerSecret of(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("A secret that workers share with their orchestrator is not blank");
        }
        return new WorkerSecret(Optional.of(digest(text)));
    }

    /** Never, when nobody knows it. */
    public boolean matches(String offered) {
        byte[] given = digest(offered);
        return digest.isPresent() && MessageDigest.isEqual(digest.get(), given);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return digest.isPresent() ? "a secret" : "no secret";
    }
}
