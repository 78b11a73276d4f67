package io.headrace.gateway.discovery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Addresses that share their first bits. Those listed here lead to no public host (RFC 6890 and its successors), or
 * carry another address that may not (RFC 3056, 6052, 4380).
 *
 * @param bits that are the same, from 0 to those of an address
 */
public record AddressRange(InetAddress first, int bits) {

    private static final List<AddressRange> NOT_PUBLIC = List.of(
            of("0.0.0.0", 8),
            of("10.0.0.0", 8),
            of("100.64.0.0", 10),
            of("127.0.0.0", 8),
            of("169.254.0.0", 16),
            of("172.16.0.0", 12),
            of("192.0.0.0", 24),
            of("192.0.2.0", 24),
            of("192.168.0.0", 16),
            of("198.18.0.0", 15),
            of("198.51.100.0", 24),
            of("203.0.113.0", 24),
            of("224.0.0.0", 3),
            of("::", 8),
            of("64:ff9b::", 32),
            of("100::", 16),
            of("2001::", 23),
            of("2001:db8::", 32),
            of("2002::", 16),
            of("fc00::", 7),
            of("fe80::", 10),
            of("fec0::", 10),
            of("ff00::", 8));

    /** This machine. */
    public static final List<AddressRange> LOOPBACK = List.of(of("127.0.0.0", 8), of("::1", 128));

    public AddressRange {
        if (bits < 0 || bits > first.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("An address of " + first.getAddress().length * Byte.SIZE
                    + " bits has no range of the first " + bits);
        }
    }

    /**
     * @param text {@code 192.168.0.0/16}, or one address
     * @throws IllegalArgumentException for anything else
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        var first = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int bits = slash < 0 ? first.getAddress().length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1));
        return new AddressRange(first, bits);
    }

    /** As {@link #parse} reads it. */
    public String text() {
        return first.getHostAddress() + "/" + bits;
    }

    /** Whether a host of the public internet may have it. */
    public static boolean isPublic(InetAddress address) {
        return NOT_PUBLIC.stream().noneMatch(range -> range.contains(address));
    }

    private static AddressRange of(String first, int bits) {
        return new AddressRange(InetAddress.ofLiteral(first), bits);
    }

    public boolean contains(InetAddress address) {
        if (address instanceof Inet4Address != first instanceof Inet4Address) {
            return false;
        }
        var mine = first.getAddress();
        var theirs = address.getAddress();
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if (((mine[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
