package io.headrace.media.codec;

import java.nio.ByteBuffer;

/**
 * Reads the bits of a NAL unit's payload and leaves out its emulation prevention bytes (H.264 section 7.3.1). Past
 * the end, and in a number too long to be one, it reads zeros and says so at the end: a stranger wrote the bits.
 */
final class BitReader {

    private static final int MAX_LEADING_ZEROS = 31;

    private final ByteBuffer bytes;
    private int zeros;
    private int current;
    private int bitsLeft;
    private boolean overrun;

    BitReader(ByteBuffer unit) {
        bytes = unit.slice();
    }

    /** Whether more was read than there was. */
    boolean overrun() {
        return overrun;
    }

    boolean flag() {
        return bits(1) == 1;
    }

    /**
     * @param count from 0 to 32
     */
    long bits(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    void skip(int count) {
        for (int i = 0; i < count; i++) {
            bit();
        }
    }

    /** An unsigned Exp-Golomb number, {@code ue(v)}. */
    long unsigned() {
        int leadingZeros = 0;
        while (!overrun && bit() == 0) {
            leadingZeros++;
            if (leadingZeros > MAX_LEADING_ZEROS) {
                overrun = true;
            }
        }
        return overrun ? 0 : (1L << leadingZeros) - 1 + bits(leadingZeros);
    }

    /** A signed Exp-Golomb number, {@code se(v)}. */
    long signed() {
        long code = unsigned();
        return (code & 1) == 1 ? (code + 1) / 2 : -code / 2;
    }

    private int bit() {
        if (bitsLeft == 0 && !load()) {
            overrun = true;
            return 0;
        }
        bitsLeft--;
        return current >> bitsLeft & 1;
    }

    private boolean load() {
        if (!bytes.hasRemaining()) {
            return false;
        }
        int next = bytes.get();
        if (zeros >= 2 && next == 3) {
            zeros = 0;
            return load();
        }
        zeros = next == 0 ? zeros + 1 : 0;
        current = next;
        bitsLeft = Byte.SIZE;
        return true;
    }
}
