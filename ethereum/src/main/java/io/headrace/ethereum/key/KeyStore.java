package io.headrace.ethereum.key;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.SecretSource;
import io.headrace.ethereum.rpc.HexData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One key in a file, encrypted: the V3 form that Geth and others write (Web3 Secret Storage).
 *
 * <pre>
 *   derived    = scrypt or PBKDF2 of the passphrase, 32 bytes
 *   ciphertext = AES-128-CTR of the key under derived[0..16]
 *   mac        = keccak-256 of derived[16..32] ‖ ciphertext
 * </pre>
 */
public final class KeyStore {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int VERSION = 3;
    private static final int LARGEST_BYTES = 16 * 1024;
    private static final int SALT_BYTES = 32;
    private static final int IV_BYTES = 16;
    private static final int HALF = 16;
    private static final String CIPHER = "aes-128-ctr";

    private KeyStore() {}

    /**
     * Takes about a second and 256 MB.
     *
     * @throws IOException when the file cannot be read, is no key store, or the passphrase is wrong
     */
    public static PrivateKey read(Path file, Passphrase passphrase) throws IOException {
        if (Files.size(file) > LARGEST_BYTES) {
            throw new IOException(file + " is too large for a key store");
        }
        try {
            return open(file, JSON.readTree(Files.readString(file)), passphrase);
        } catch (JacksonException | IllegalArgumentException malformed) {
            throw new IOException(file + " is no key store of version 3: " + malformed.getMessage(), malformed);
        }
    }

    private static PrivateKey open(Path file, JsonNode store, Passphrase passphrase) throws IOException {
        if (store.path("version").asInt(0) != VERSION) {
            throw new IllegalArgumentException("its version is " + store.path("version"));
        }
        JsonNode crypto = store.has("crypto") ? store.get("crypto") : store.path("Crypto");
        if (!crypto.path("cipher").asString("").equals(CIPHER)) {
            throw new IllegalArgumentException("its cipher is " + crypto.path("cipher") + ", not " + CIPHER);
        }
        var parameters = crypto.path("kdfparams");
        byte[] derived = derivation(crypto.path("kdf").asString(""), parameters)
                .derive(passphrase.bytes(), hex(parameters, "salt"));
        byte[] ciphertext = hex(crypto, "ciphertext");
        if (!MessageDigest.isEqual(mac(derived, ciphertext), hex(crypto, "mac"))) {
            throw new IOException("The passphrase does not open " + file);
        }
        return PrivateKey.of(Hash256.of(cipher(derived, hex(crypto.path("cipherparams"), "iv"), ciphertext)));
    }

    private static KeyDerivation derivation(String name, JsonNode parameters) {
        if (parameters.path("dklen").asInt(0) != KeyDerivation.DERIVED_BYTES) {
            throw new IllegalArgumentException("it derives " + parameters.path("dklen") + " bytes");
        }
        return switch (name) {
            case "scrypt" ->
                new KeyDerivation.Scrypt(
                        parameters.path("n").asInt(0),
                        parameters.path("r").asInt(0),
                        parameters.path("p").asInt(0));
            case "pbkdf2" -> new KeyDerivation.Pbkdf2(parameters.path("c").asInt(0));
            default -> throw new IllegalArgumentException("it derives by '" + name + "'");
        };
    }

    /**
     * Writes a new file that its owner alone may read.
     *
     * @throws IOException also when the file exists: a key is never written over
     */
    public static void create(Path file, PrivateKey key, Passphrase passphrase, SecretSource secrets)
            throws IOException {
        create(file, key, passphrase, secrets, KeyDerivation.Scrypt.STANDARD);
    }

    static void create(
            Path file, PrivateKey key, Passphrase passphrase, SecretSource secrets, KeyDerivation.Scrypt scrypt)
            throws IOException {
        byte[] salt = secrets.bytes(SALT_BYTES);
        byte[] iv = secrets.bytes(IV_BYTES);
        byte[] derived = scrypt.derive(passphrase.bytes(), salt);
        byte[] ciphertext = cipher(derived, iv, key.secret().bytes());
        var store = Map.of(
                "version",
                VERSION,
                "id",
                identifier(secrets.bytes(IV_BYTES)),
                "address",
                digits(key.address().bytes()),
                "crypto",
                Map.of(
                        "cipher",
                        CIPHER,
                        "cipherparams",
                        Map.of("iv", digits(iv)),
                        "ciphertext",
                        digits(ciphertext),
                        "kdf",
                        "scrypt",
                        "kdfparams",
                        Map.of(
                                "dklen", KeyDerivation.DERIVED_BYTES,
                                "n", scrypt.n(),
                                "r", scrypt.r(),
                                "p", scrypt.p(),
                                "salt", digits(salt)),
                        "mac",
                        digits(mac(derived, ciphertext))));
        write(file, JSON.writeValueAsBytes(store));
    }

    private static void write(Path file, byte[] content) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(file, options, ownerOnly)) {
            var rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }

    private static byte[] mac(byte[] derived, byte[] ciphertext) {
        return Keccak.hash(Arrays.copyOfRange(derived, HALF, 2 * HALF), ciphertext)
                .bytes();
    }

    /** The same in both directions. */
    private static byte[] cipher(byte[] derived, byte[] iv, byte[] text) {
        try {
            var cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(Arrays.copyOf(derived, HALF), "AES"),
                    new IvParameterSpec(iv));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException wrongSize) {
            throw new IllegalArgumentException("its initial vector has " + iv.length + " bytes", wrongSize);
        }
    }

    /** A random UUID, which the form asks for and nobody reads. */
    private static String identifier(byte[] random) {
        random[6] = (byte) ((random[6] & 0x0f) | 0x40);
        random[8] = (byte) ((random[8] & 0x3f) | 0x80);
        String text = digits(random);
        return text.substring(0, 8) + "-" + text.substring(8, 12) + "-" + text.substring(12, 16) + "-"
                + text.substring(16, 20) + "-" + text.substring(20);
    }

    private static String digits(byte[] bytes) {
        return HexData.of(bytes).toString().substring(2);
    }

    private static byte[] hex(JsonNode node, String field) {
        return HexData.parse(node.path(field).asString("")).bytes();
    }
}
