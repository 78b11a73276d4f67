package io.headrace.trickle;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The segments that can be asked for: number i lives in slot i mod 5. Not safe for threads; its channel locks. */
final class Ring {
    static final int SLOTS = 5;

    private final Map<Long, Segment> slots = new HashMap<>();

    Optional<Segment> at(long seq) {
        return inSlotOf(seq).filter(segment -> segment.seq() == seq);
    }

    /** The one that must make way for that number, or is it. */
    Optional<Segment> inSlotOf(long seq) {
        return Optional.ofNullable(slots.get(seq % SLOTS));
    }

    void put(Segment segment) {
        slots.put(segment.seq() % SLOTS, segment);
    }

    Collection<Segment> all() {
        return List.copyOf(slots.values());
    }

    void clear() {
        slots.clear();
    }
}
