package io.headrace.gateway.realtime.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Which units of the input are out, and by which delivered picture each has come back: its own last one, or any of a
 * later unit. Bounded: of a stream whose output does not come the oldest are forgotten.
 *
 * <p>Pure; for one thread.
 */
final class UnitBook {

    private static final int MAX_OUT = 256;
    private static final long RUNNING = Long.MAX_VALUE;

    private record Unit(long seq, long start, long last) {}

    private final Deque<Unit> out = new ArrayDeque<>();
    private long newest = Long.MIN_VALUE;

    /** @param start presentation time of its first picture */
    void begun(long seq, long start) {
        out.add(new Unit(seq, start, RUNNING));
        if (out.size() > MAX_OUT) {
            out.removeFirst();
        }
    }

    /**
     * @param last presentation time of its last picture
     * @return the units that are back by now, in order
     */
    List<Long> ended(long last) {
        if (!out.isEmpty()) {
            var unit = out.removeLast();
            out.add(new Unit(unit.seq(), unit.start(), last));
        }
        return back();
    }

    /** The units that this picture completes, in order. */
    List<Long> delivered(long presentation) {
        newest = Math.max(newest, presentation);
        return back();
    }

    private List<Long> back() {
        var returned = new ArrayList<Long>();
        while (!out.isEmpty() && isBack()) {
            returned.add(out.removeFirst().seq());
        }
        return returned;
    }

    private boolean isBack() {
        if (newest >= out.getFirst().last()) {
            return true;
        }
        var units = out.iterator();
        units.next();
        return units.hasNext() && newest >= units.next().start();
    }

    /** Nothing comes any more: those that are out, in order. */
    List<Long> rest() {
        var rest = out.stream().map(Unit::seq).toList();
        out.clear();
        return rest;
    }
}
