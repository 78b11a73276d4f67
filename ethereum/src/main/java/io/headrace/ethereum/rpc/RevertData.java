package io.headrace.ethereum.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes that a contract gives back when it refuses.
 *
 * <pre>
 *   08c379a0  Error(string): offset (32), length (32), text
 *   4e487b71  Panic(uint256): code (32)
 *   else      an error that the contract defines itself; shown by its first four bytes
 * </pre>
 */
public final class RevertData {

    private static final HexData ERROR = HexData.parse("08c379a0");
    private static final HexData PANIC = HexData.parse("4e487b71");
    private static final int SELECTOR = 4;
    private static final int WORD = 32;
    private static final int LONGEST_TEXT = 1024;

    private RevertData() {}

    /** The reason in words; empty when there are no bytes, or they are none of these forms. */
    public static Optional<String> reason(HexData data) {
        if (data.length() < SELECTOR) {
            return Optional.empty();
        }
        if (data.startsWith(ERROR)) {
            return text(data.after(SELECTOR).bytes());
        }
        if (data.startsWith(PANIC)) {
            return data.length() == SELECTOR + WORD
                    ? Optional.of("panic code 0x%02x"
                            .formatted(word(data.after(SELECTOR).bytes(), 0)))
                    : Optional.empty();
        }
        return Optional.of("custom error " + HexData.of(Arrays.copyOf(data.bytes(), SELECTOR)));
    }

    private static Optional<String> text(byte[] body) {
        if (body.length < 2 * WORD) {
            return Optional.empty();
        }
        var length = word(body, WORD);
        if (length.bitLength() > 31 || length.intValue() > body.length - 2 * WORD) {
            return Optional.empty();
        }
        return Optional.of(new String(body, 2 * WORD, Math.min(length.intValue(), LONGEST_TEXT), UTF_8));
    }

    private static BigInteger word(byte[] body, int offset) {
        return new BigInteger(1, body, offset, WORD);
    }
}
