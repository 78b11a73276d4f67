package io.headrace.ethereum.rpc;

import java.math.BigInteger;

/** Whole numbers as the JSON-RPC carries them: {@code 0x} and as few digits as possible. */
final class Quantity {

    /** Longer ones are no number of 256 bits. */
    private static final int LONGEST = 2 + 64;

    private Quantity() {}

    static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    static String hex(BigInteger value) {
        return "0x" + value.toString(16);
    }

    static BigInteger parse(String text) {
        if (!text.startsWith("0x") || text.length() < 3 || text.length() > LONGEST) {
            throw new MalformedAnswer("Not a number: '" + MalformedAnswer.shortened(text) + "'");
        }
        try {
            return new BigInteger(text.substring(2), 16);
        } catch (NumberFormatException letters) {
            throw new MalformedAnswer("Not a number: '" + text + "'");
        }
    }
}
