package io.headrace.job;

import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitState;
import java.util.List;

/**
 * The units of a job between the first that is not done and the last that was accepted. Immutable; never longer than
 * the window, so that a step costs the same in the first minute and after a day.
 *
 * @param first the number of the first one, or of the next to come when there is none
 */
public record Units(long first, List<Walk> walks) {

    public static final Units NONE = new Units(0, List.of());

    public Units {
        walks = List.copyOf(walks);
    }

    /** A unit and where it is. */
    public record Walk(Unit unit, UnitState state) {}

    /** The number of the next unit to come. */
    public long next() {
        return first + walks.size();
    }
}
