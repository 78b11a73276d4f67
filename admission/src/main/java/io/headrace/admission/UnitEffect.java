package io.headrace.admission;

import io.headrace.media.PixelCount;
import java.time.Duration;

/** What a unit wants done. */
public sealed interface UnitEffect {

    UnitId unit();

    /** Tell {@link UnitEvent.Overdue} when the time is up. */
    record WaitAtMost(UnitId unit, Duration time) implements UnitEffect {}

    /** Hand it to the workshop. */
    record Dispatch(UnitId unit, WorkOrder order, int attempt) implements UnitEffect {}

    /** Nobody waits for the attempt any more. */
    record CancelWork(UnitId unit, int attempt) implements UnitEffect {}

    /** Charge what was really encoded, and free the rest of what was set aside. */
    record Settle(UnitRequest request, Cover cover, PixelCount pixels) implements UnitEffect {
        @Override
        public UnitId unit() {
            return request.unit();
        }
    }

    /** Charge nothing, and free what was set aside. */
    record Release(UnitRequest request, Cover cover) implements UnitEffect {
        @Override
        public UnitId unit() {
            return request.unit();
        }
    }

    /** The one answer to the unit's sender: it finished or failed. */
    record Answer(UnitId unit, UnitState end) implements UnitEffect {}
}
