package io.headrace.transport.address;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;

/**
 * Addresses that share their first bits, such as {@code 10.1.0.0/16}. Those listed here lead to no public host (RFC 6890
 * and its successors), or carry another address that may not (RFC 3056, 4380, 6052). An IPv4 address written as an IPv6
 * one ({@code ::ffff:10.0.0.1}) is the IPv4 address, as Java reads it.
 *
 * @param bits that are the same, from 0 to those of an address
 */
public record AddressRange(InetAddress first, int bits) {

    /** Of IPv6, only 2000::/3 is given out. */
    private static final List<AddressRange> NOT_PUBLIC = List.of(
            parse("0.0.0.0/8"),
            parse("10.0.0.0/8"),
            parse("100.64.0.0/10"),
            parse("127.0.0.0/8"),
            parse("169.254.0.0/16"),
            parse("172.16.0.0/12"),
            parse("192.0.0.0/24"),
            parse("192.0.2.0/24"),
            parse("192.168.0.0/16"),
            parse("198.18.0.0/15"),
            parse("198.51.100.0/24"),
            parse("203.0.113.0/24"),
            parse("224.0.0.0/3"),
            parse("::/3"),
            parse("2001::/23"),
            parse("2001:db8::/32"),
            parse("2002::/16"),
            parse("4000::/2"),
            parse("8000::/1"));

    /** This machine. */
    public static final List<AddressRange> LOOPBACK = List.of(parse("127.0.0.0/8"), parse("::1"));

    public AddressRange {
        int all = width(first);
        if (bits < 0 || bits > all) {
            throw new IllegalArgumentException("A range of " + first + " shares 0 to " + all + " bits, not " + bits);
        }
    }

    /**
     * @param text an address, or an address and a number of bits; no name
     * @throws IllegalArgumentException with a sentence for whoever wrote it
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        try {
            var first = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            return new AddressRange(first, slash < 0 ? width(first) : Integer.parseInt(text.substring(slash + 1)));
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException(
                    "A range of addresses is 10.1.0.0/16 or one address, not '" + text + "'", invalid);
        }
    }

    /** Whether a host of the public internet may have it. */
    public static boolean isPublic(InetAddress address) {
        return NOT_PUBLIC.stream().noneMatch(range -> range.contains(address));
    }

    public boolean contains(InetAddress address) {
        int rest = width(first) - bits;
        return width(first) == width(address)
                && number(first).shiftRight(rest).equals(number(address).shiftRight(rest));
    }

    /** As {@link #parse} reads it. */
    public String text() {
        return first.getHostAddress() + "/" + bits;
    }

    private static int width(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }
}
