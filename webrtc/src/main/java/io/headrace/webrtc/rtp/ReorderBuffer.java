package io.headrace.webrtc.rtp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts a stream's packets back in order, waits for those that are missing for a while, and says which are to be asked for
 * again. Moments are nanoseconds of one monotonic clock. For one thread.
 */
public final class ReorderBuffer {

    private final Patience patience;
    private final SequenceUnroller numbers = new SequenceUnroller();
    private final NavigableMap<Long, RtpPacket> early = new TreeMap<>();
    private final SortedMap<Long, Missing> missing = new TreeMap<>();
    private long next = -1;
    private long highest;
    private long lost;

    /**
     * For how long is waited.
     *
     * @param askAfter how late a packet is when it is asked for: shortly out of order is not lost
     * @param askAgain how long until it is asked for once more
     * @param giveUp after how long the stream goes on without it
     * @param packets how many may wait behind one that is missing
     */
    public record Patience(Duration askAfter, Duration askAgain, Duration giveUp, int packets) {
        public static final Patience DEFAULT =
                new Patience(Duration.ofMillis(10), Duration.ofMillis(60), Duration.ofMillis(300), 600);
    }

    private record Missing(long since, long asked) {
        static Missing at(long now) {
            return new Missing(now, Long.MIN_VALUE);
        }

        boolean due(long now, Patience patience) {
            return asked == Long.MIN_VALUE
                    ? now - since >= patience.askAfter().toNanos()
                    : now - asked >= patience.askAgain().toNanos();
        }
    }

    /** What comes out, in order. */
    public sealed interface Output {
        record Packet(RtpPacket packet) implements Output {}

        /** Packets before the next one are lost for good. */
        record Gap(long packets) implements Output {}
    }

    public ReorderBuffer(Patience patience) {
        this.patience = patience;
    }

    /** Takes a packet, and returns all that is in order now. One that comes again, or too late, is passed over. */
    public List<Output> add(RtpPacket packet, long now) {
        long number = numbers.unroll(packet.sequence());
        if (next < 0) {
            next = number;
            highest = number - 1;
        }
        if (number - highest > patience.packets()) {
            return jump(packet, number);
        }
        if (number >= next) {
            early.putIfAbsent(number, packet);
            missing.remove(number);
            for (long before = highest + 1; before < number; before++) {
                missing.put(before, Missing.at(now));
            }
            highest = Math.max(highest, number);
        }
        return advance(now);
    }

    /** So much cannot be asked for again: the stream begins anew with this packet. */
    private List<Output> jump(RtpPacket packet, long number) {
        long gap = number - next;
        lost += gap;
        early.clear();
        missing.clear();
        highest = number;
        next = number + 1;
        return List.of(new Output.Gap(gap), new Output.Packet(packet));
    }

    /** What became due because time passed. */
    public List<Output> advance(long now) {
        var out = new ArrayList<Output>();
        while (!early.isEmpty() && (early.firstKey() == next || givenUp(now))) {
            long first = early.firstKey();
            if (first > next) {
                lost += first - next;
                out.add(new Output.Gap(first - next));
                missing.headMap(first).clear();
            }
            out.add(new Output.Packet(early.firstEntry().getValue()));
            early.pollFirstEntry();
            next = first + 1;
        }
        return out;
    }

    private boolean givenUp(long now) {
        boolean tooMany = early.size() > patience.packets();
        return tooMany
                || missing.headMap(early.firstKey()).values().stream()
                        .allMatch(
                                each -> now - each.since() >= patience.giveUp().toNanos());
    }

    /** The numbers that are to be asked for now, ascending; they count as asked for. */
    public List<Integer> due(long now) {
        var due = missing.entrySet().stream()
                .filter(each -> each.getValue().due(now, patience))
                .toList();
        due.forEach(each -> each.setValue(new Missing(each.getValue().since(), now)));
        return due.stream().map(each -> (int) (each.getKey() & 0xffff)).toList();
    }

    /** Packets that were never had. */
    public long lost() {
        return lost;
    }
}
