package io.headrace.payments.recipient;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.Hmac;
import io.headrace.crypto.Keccak;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * The recipient's secret numbers, none of which is remembered: each is an HMAC over its offer, so that any offer of
 * ours that comes back with a ticket can be checked by computing its number again (payments section 1.5). Any thread.
 *
 * <p>The secret must outlive a restart, or every offer made before becomes unknown.
 */
public final class RecipientRand {

    /** How the parts of an offer become one message. Nobody but the recipient can tell which it uses. */
    public enum Form {
        /** Each part is preceded by its length, so that no byte can pass for a byte of its neighbour. */
        DELIMITED,
        /** The parts as they are, as the network's own node joins them. */
        PLAIN
    }

    private final Hmac hmac;
    private final Form form;

    public RecipientRand(Hmac hmac) {
        this(hmac, Form.DELIMITED);
    }

    public RecipientRand(Hmac hmac, Form form) {
        this.hmac = hmac;
        this.form = form;
    }

    /** The number behind the ticket's commitment. */
    Hash256 of(RandInput input) {
        var parts = List.of(
                minimal(input.seed()),
                input.sender().bytes(),
                minimal(input.faceValue().amount()),
                minimal(input.winProb().threshold()),
                minimal(input.expirationBlock()),
                minimal(input.price().perUnit().numerator()),
                minimal(input.price().perUnit().denominator()),
                input.creation().auxData());
        return switch (form) {
            case DELIMITED -> hmac.over(delimited(parts));
            case PLAIN -> hmac.over(parts.toArray(byte[][]::new));
        };
    }

    /** What goes into tickets in place of the number. */
    static Hash256 commitment(Hash256 rand) {
        return Keccak.hash(rand.bytes());
    }

    private static byte[][] delimited(List<byte[]> parts) {
        return parts.stream()
                .flatMap(part ->
                        List.of(Hash256.of(BigInteger.valueOf(part.length)).bytes(), part).stream())
                .toArray(byte[][]::new);
    }

    /** Big-endian without leading zeros; zero is no byte at all. */
    private static byte[] minimal(BigInteger value) {
        byte[] signed = value.toByteArray();
        return signed[0] == 0 ? Arrays.copyOfRange(signed, 1, signed.length) : signed;
    }
}
