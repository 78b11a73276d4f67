package io.headrace.wire.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.crypto.Signature;
import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.UnreadableException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The common form of headers of jobs: a document in base64, and signatures in hexadecimal digits. */
final class JobBody {

    /** Characters of one document. */
    static final int MAX_LENGTH = 1_048_576;

    private static final HexFormat HEX = HexFormat.of();

    private JobBody() {}

    static JsonDocument fromHeader(String header, String type) throws UnreadableException {
        if (header.length() > 2 * MAX_LENGTH) {
            throw new UnreadableException("a header of " + header.length() + " characters");
        }
        try {
            return JsonDocument.parse(new String(Base64.getDecoder().decode(header), UTF_8), type, MAX_LENGTH);
        } catch (IllegalArgumentException notBase64) {
            throw new UnreadableException("illegal base64 data: " + notBase64.getMessage());
        }
    }

    static String toHeader(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
    }

    /** Empty also for the forms in which nodes without a key write that they have none. */
    static Optional<Signature> signature(String hex) {
        try {
            return Optional.of(Signature.of(HEX.parseHex(hex.startsWith("0x") ? hex.substring(2) : hex)));
        } catch (IllegalArgumentException noSignature) {
            return Optional.empty();
        }
    }

    static String hex(Signature signature) {
        return "0x" + HEX.formatHex(signature.bytes());
    }
}
