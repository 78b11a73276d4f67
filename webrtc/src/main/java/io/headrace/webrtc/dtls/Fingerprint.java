package io.headrace.webrtc.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a certificate, by which a description vouches for it (RFC 8122 section 5).
 *
 * @param hex upper case, with a colon between bytes
 */
public record Fingerprint(String hex) {

    private static final HexFormat FORM = HexFormat.ofDelimiter(":").withUpperCase();
    private static final Pattern SHA_256 = Pattern.compile("(?i)sha-256\\s+((?:[0-9a-f]{2}:){31}[0-9a-f]{2})");

    /** @param certificate DER */
    public static Fingerprint of(byte[] certificate) {
        try {
            return new Fingerprint(
                    FORM.formatHex(MessageDigest.getInstance("SHA-256").digest(certificate)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("The JDK lacks SHA-256", impossible);
        }
    }

    /** @param attribute hash function and value, as in a description; empty for other functions */
    public static Optional<Fingerprint> parse(String attribute) {
        var match = SHA_256.matcher(attribute);
        return match.matches()
                ? Optional.of(new Fingerprint(match.group(1).toUpperCase(Locale.ROOT)))
                : Optional.empty();
    }

    /** As it stands in a description. */
    @Override
    public String toString() {
        return "sha-256 " + hex;
    }
}
