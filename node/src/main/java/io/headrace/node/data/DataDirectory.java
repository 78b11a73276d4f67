package io.headrace.node.data;

import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.SecretSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The folder of one node, and where things lie in it. */
public record DataDirectory(Path root) {

    public DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    /** {@code $XDG_DATA_HOME/headrace}, else {@code ~/.local/share/headrace}, else a folder beside the program. */
    public static DataDirectory standard(Map<String, String> environment) {
        var xdg = environment.get("XDG_DATA_HOME");
        if (xdg != null && !xdg.isBlank()) {
            return new DataDirectory(Path.of(xdg, "headrace"));
        }
        var home = environment.get("HOME");
        return new DataDirectory(
                home != null && !home.isBlank()
                        ? Path.of(home, ".local", "share", "headrace")
                        : Path.of(System.getProperty("java.io.tmpdir"), "headrace-" + System.getProperty("user.name")));
    }

    /** The same, made if it is not there. */
    public DataDirectory created() {
        try {
            Files.createDirectories(root);
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException("The data directory " + root + " cannot be made", failed);
        }
    }

    /** The folder of one role of a local network. */
    public DataDirectory of(String role) {
        return new DataDirectory(root.resolve(role));
    }

    public Path database() {
        return root.resolve("headrace.db");
    }

    public Path jobs() {
        return root.resolve("jobs");
    }

    public Path natives() {
        return root.resolve("natives");
    }

    /** The key by which this node is known on chain. */
    public PrivateKey key(SecretSource secrets) {
        return SecretFile.loadOrCreateKey(root.resolve("key"), secrets);
    }

    /** What a caller of the admin API must show to change something. */
    public String adminToken(SecretSource secrets) {
        return SecretFile.loadOrCreate(root.resolve("admin.token"), secrets)
                .toString()
                .substring(2);
    }

    /** What containers must show to be registered, where the operator names no other secret. */
    public String containerSecret(SecretSource secrets) {
        return SecretFile.loadOrCreate(root.resolve("orch.secret"), secrets)
                .toString()
                .substring(2);
    }

    /** With what webhooks are signed: known to those who check them, and good for nothing else. */
    public byte[] webhookSecret(SecretSource secrets) {
        return SecretFile.loadOrCreate(root.resolve("webhook.secret"), secrets).bytes();
    }

    /** What the recipient's commitments and auth tokens are derived from; it outlives a restart, so that they do. */
    public byte[] sessionSecret(SecretSource secrets) {
        return SecretFile.loadOrCreate(root.resolve("session.secret"), secrets).bytes();
    }
}
