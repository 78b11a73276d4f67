package io.headrace.orchestrator.byoc;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * Addresses with a common beginning: {@code 10.1.0.0/16}.
 *
 * @param bits of {@code first} that all of them share
 */
public record AddressBlock(InetAddress first, int bits) {

    public AddressBlock {
        int length = first.getAddress().length * Byte.SIZE;
        if (bits < 0 || bits > length) {
            throw new IllegalArgumentException("A block of " + first + " shares 0 to " + length + " bits, not " + bits);
        }
    }

    /**
     * @param text an address, or an address and a number of bits; no name
     * @throws IllegalArgumentException with a sentence for whoever wrote it
     */
    public static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        try {
            var first = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int all = first.getAddress().length * Byte.SIZE;
            return new AddressBlock(first, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException(
                    "A block of addresses is 10.1.0.0/16 or one address, not '" + text + "'", invalid);
        }
    }

    public boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        int rest = mine.length * Byte.SIZE - bits;
        return mine.length == other.length
                && new BigInteger(1, mine).shiftRight(rest).equals(new BigInteger(1, other).shiftRight(rest));
    }
}
