package io.headrace.media.ts;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Puts the PES packets of one PID together. A unit with a length is whole with its last byte, one without when the
 * next begins, which may be an empty one. A unit of which a packet is missing is dropped, and so is one that grows beyond the limit.
 */
final class PesReader {

    private static final int FIRST_CAPACITY = 16 << 10;
    private static final int COUNTER_MASK = 0x0f;
    private static final int UNKNOWN = -1;

    private final int maxBytes;
    private byte[] unit = {};
    private int length;
    /** Of the whole unit, once its header says so; UNKNOWN until the next begins. */
    private int expected = UNKNOWN;

    private boolean collecting;
    private int counter = UNKNOWN;
    private long dropped;

    PesReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    long dropped() {
        return dropped;
    }

    /** Whether this packet repeats the last one, which a stream may do once. Otherwise counts it. */
    boolean repeats(int packetCounter, boolean mayJump) {
        if (counter == packetCounter && !mayJump) {
            return true;
        }
        if (counter != UNKNOWN && (counter + 1 & COUNTER_MASK) != packetCounter && !mayJump) {
            drop();
        }
        counter = packetCounter;
        return false;
    }

    /** The unit that ends because another begins. */
    Optional<ByteBuffer> begin() {
        Optional<ByteBuffer> ended = finish();
        collecting = true;
        return ended;
    }

    /** Adds payload; the unit, if this is the end of it. */
    Optional<ByteBuffer> add(byte[] bytes, int from, int to) {
        if (!collecting) {
            return Optional.empty();
        }
        int count = to - from;
        if (count > maxBytes - length) {
            drop();
            return Optional.empty();
        }
        reserve(length + count);
        System.arraycopy(bytes, from, unit, length, count);
        length += count;
        if (expected == UNKNOWN && length >= TsFormat.PES_START) {
            expect();
        }
        return expected != UNKNOWN && length >= expected ? Optional.of(take(expected)) : Optional.empty();
    }

    /** What was collected of a unit without a length; one with a length is not whole, and dropped. */
    Optional<ByteBuffer> finish() {
        if (!collecting || length == 0) {
            collecting = false;
            return Optional.empty();
        }
        if (expected != UNKNOWN || length < TsFormat.PES_START) {
            drop();
            return Optional.empty();
        }
        return Optional.of(take(length));
    }

    /** The stream ended, or breaks off: what follows may count from anywhere. */
    void forgetCounter() {
        counter = UNKNOWN;
    }

    void drop() {
        if (collecting) {
            dropped++;
        }
        clear();
    }

    private void expect() {
        int pesLength = ByteBuffer.wrap(unit).getShort(TsFormat.PES_START - 2) & 0xffff;
        if (pesLength > 0) {
            expected = TsFormat.PES_START + pesLength;
        }
    }

    private ByteBuffer take(int bytes) {
        ByteBuffer whole = ByteBuffer.wrap(unit, 0, bytes);
        clear();
        return whole;
    }

    private void clear() {
        length = 0;
        expected = UNKNOWN;
        collecting = false;
    }

    private void reserve(int needed) {
        if (needed > unit.length) {
            unit = Arrays.copyOf(unit, Math.max(needed, Math.max(FIRST_CAPACITY, unit.length * 2)));
        }
    }
}
