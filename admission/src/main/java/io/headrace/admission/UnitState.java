package io.headrace.admission;

import java.time.Instant;

/** Where a unit stands on the working side. Each state has exactly what is known by then. */
public sealed interface UnitState {

    UnitRequest request();

    /** When its time began. */
    Instant admittedAt();

    default UnitId unit() {
        return request().unit();
    }

    /** It holds a place in its session's queue; its payment is being looked at. */
    record Admitted(UnitRequest request, Instant admittedAt) implements UnitState {}

    /** Its credit is set aside; its media is on the way. */
    record Covered(UnitRequest request, Instant admittedAt, Cover cover) implements UnitState {}

    /** Everything is here but its turn. */
    record Waiting(UnitRequest request, Instant admittedAt, Cover cover, WorkOrder order) implements UnitState {}

    /** A worker has it; the first attempt is 1. */
    record Working(UnitRequest request, Instant admittedAt, Cover cover, WorkOrder order, int attempt)
            implements UnitState {}

    /** Answered with its renditions and charged for. */
    record Finished(UnitRequest request, Instant admittedAt, Cover cover, Outcome.Done work) implements UnitState {}

    /** Answered with a reason and not charged for. */
    record Failed(UnitRequest request, Instant admittedAt, Failure failure) implements UnitState {}
}
