package io.headrace.webrtc.rtp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When each packet of a transport arrived (draft-holmer-rmcat-transport-wide-cc-extensions-01): the body of one feedback
 * message. The sender learns from it how much the way carries.
 */
public final class ArrivalReport {

    private static final long TICK_NANOS = 250_000;
    private static final long REFERENCE_TICKS = 256;
    private static final int SYMBOLS_IN_A_CHUNK = 7;
    private static final int VECTOR_OF_TWO_BITS = 0xC000;
    private static final int MAX_SMALL = 255;

    /** So that a report fits into a datagram, whatever its packets' times are. */
    private static final int MAX_PACKETS = 250;

    private final byte[] body;

    private ArrivalReport(byte[] body) {
        this.body = body;
    }

    byte[] bytes() {
        return body.clone();
    }

    /** Collects arrivals and makes reports of them. For one thread. */
    public static final class Collector {

        private final SequenceUnroller numbers = new SequenceUnroller();
        private final SortedMap<Long, Long> arrivals = new TreeMap<>();
        private long reported = -1;
        private int count;

        /** @param nanos of one monotonic clock, never negative */
        public void add(int transportNumber, long nanos) {
            long number = numbers.unroll(transportNumber);
            if (number > reported && arrivals.size() < MAX_PACKETS) {
                arrivals.putIfAbsent(number, nanos);
            }
        }

        /** What arrived since the last report, those that did not included; empty when nothing did. */
        public Optional<ArrivalReport> report() {
            if (arrivals.isEmpty()) {
                return Optional.empty();
            }
            long first = Math.max(arrivals.firstKey(), arrivals.lastKey() - MAX_PACKETS + 1);
            var told = new TreeMap<>(arrivals.tailMap(first));
            arrivals.clear();
            reported = told.lastKey();
            return Optional.of(new ArrivalReport(body(told, count++)));
        }
    }

    private static byte[] body(NavigableMap<Long, Long> told, int count) {
        long base = told.firstKey();
        long reference = told.firstEntry().getValue() / TICK_NANOS / REFERENCE_TICKS;
        var symbols = new ArrayList<Integer>();
        var deltas = new ByteArrayOutputStream();
        long before = reference * REFERENCE_TICKS;
        for (long number = base; number <= told.lastKey(); number++) {
            var arrived = Optional.ofNullable(told.get(number));
            symbols.add(arrived.isEmpty() ? 0 : symbol(arrived.get() / TICK_NANOS - before));
            if (arrived.isPresent()) {
                before += put(arrived.get() / TICK_NANOS - before, deltas);
            }
        }
        return assembled(base, reference, count, symbols, deltas.toByteArray());
    }

    /** 1 for a step that fits into a byte, 2 for one that needs two and a sign. */
    private static int symbol(long ticks) {
        return ticks >= 0 && ticks <= MAX_SMALL ? 1 : 2;
    }

    private static long put(long ticks, ByteArrayOutputStream deltas) {
        long step = Math.clamp(ticks, Short.MIN_VALUE, Short.MAX_VALUE);
        if (symbol(ticks) == 2) {
            deltas.write((int) (step >> 8));
        }
        deltas.write((int) step);
        return step;
    }

    private static byte[] assembled(long base, long reference, int count, List<Integer> symbols, byte[] deltas) {
        int chunks = (symbols.size() + SYMBOLS_IN_A_CHUNK - 1) / SYMBOLS_IN_A_CHUNK;
        int length = 8 + 2 * chunks + deltas.length;
        var out = ByteBuffer.allocate((length + 3) & ~3);
        out.putShort((short) base).putShort((short) symbols.size());
        out.putInt((int) ((reference << 8) | (count & 0xff)));
        for (int chunk = 0; chunk < chunks; chunk++) {
            int word = VECTOR_OF_TWO_BITS;
            for (int i = 0; i < SYMBOLS_IN_A_CHUNK; i++) {
                int at = chunk * SYMBOLS_IN_A_CHUNK + i;
                word |= (at < symbols.size() ? symbols.get(at) : 0) << (2 * (SYMBOLS_IN_A_CHUNK - 1 - i));
            }
            out.putShort((short) word);
        }
        return out.put(deltas).array();
    }
}
