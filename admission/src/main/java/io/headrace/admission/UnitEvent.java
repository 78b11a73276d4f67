package io.headrace.admission;

/** What happened to a unit. */
public sealed interface UnitEvent {

    record PaymentAccepted(Cover cover) implements UnitEvent {}

    record PaymentRefused(String reason) implements UnitEvent {}

    /** The media is complete and is what was announced. */
    record SourceArrived(WorkOrder order) implements UnitEvent {}

    /** The media did not arrive, or its sender does not wait any more. */
    record Abandoned(String reason) implements UnitEvent {}

    /** A worker is free for it. */
    record TurnCame() implements UnitEvent {}

    record WorkEnded(int attempt, Outcome outcome) implements UnitEvent {}

    /** Nobody is left who could work on it. */
    record WorkersGone() implements UnitEvent {}

    /** Its time is up. */
    record Overdue() implements UnitEvent {}
}
