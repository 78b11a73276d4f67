package io.headrace.node.data;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.SecretSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/**
 * A secret of 32 bytes in a file that its owner alone may read (mode 600), as 64 hex digits. Made when it is first
 * asked for, and never again: keys and tokens outlive a restart.
 */
public final class SecretFile {

    private SecretFile() {}

    /** @throws UncheckedIOException when the file cannot be read or written; the message names it */
    public static Hash256 loadOrCreate(Path file, SecretSource secrets) {
        return loadOrCreate(file, () -> Hash256.of(secrets.bytes(Hash256.LENGTH)));
    }

    /** A key of the curve, not just any 32 bytes. */
    public static PrivateKey loadOrCreateKey(Path file, SecretSource secrets) {
        return PrivateKey.of(
                loadOrCreate(file, () -> PrivateKey.generate(secrets).secret()));
    }

    private static Hash256 loadOrCreate(Path file, Supplier<Hash256> fresh) {
        try {
            if (!Files.exists(file)) {
                write(file, fresh.get());
            }
            return Hash256.parse(Files.readString(file).strip());
        } catch (IOException failed) {
            throw new UncheckedIOException("The secret in " + file + " can be neither read nor made", failed);
        }
    }

    /** Written aside and moved, so that a crash leaves the whole secret or none. */
    private static void write(Path file, Hash256 secret) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        var aside = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "secret",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(aside, secret.toString().substring(2));
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
