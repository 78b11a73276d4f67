package io.headrace.admission;

import io.headrace.media.Ladder;
import io.headrace.media.SourceSegment;
import java.time.Duration;
import java.util.Optional;

/**
 * What a worker is asked to make of one source segment.
 *
 * @param slice the part of the source to encode; the whole when empty (wire protocol section 2.11)
 * @param patience how long the worker has, from the moment it is asked
 */
public record WorkOrder(
        UnitId unit,
        SourceSegment source,
        Ladder ladder,
        Optional<Slice> slice,
        boolean perceptualHash,
        Duration patience) {

    /**
     * @param from from the beginning of the source
     * @param to zero for the end of the source
     */
    public record Slice(Duration from, Duration to) {
        public Slice {
            if (from.isNegative() || to.isNegative() || (!to.isZero() && to.compareTo(from) <= 0)) {
                throw new IllegalArgumentException("Not a part of a segment: " + from + " to " + to);
            }
        }
    }

    public WorkOrder within(Duration remaining) {
        return new WorkOrder(unit, source, ladder, slice, perceptualHash, remaining);
    }
}
