package io.headrace.admission;

import java.time.Duration;
import java.time.Instant;

/** What happened at the desk. */
public sealed interface DeskEvent {

    record UnitRequested(UnitRequest request) implements DeskEvent {}

    record UnitMoved(UnitRequest request, UnitEvent event) implements DeskEvent {}

    /** The gateway said that it sends no more. */
    record SessionEnded(SessionId session) implements DeskEvent {}

    /** Counts only when the session has been idle ever since. */
    record IdleTimePassed(SessionId session, Instant since) implements DeskEvent {}

    /** Workers came or went. */
    record CapacityChanged(int capacity) implements DeskEvent {}

    /** @param patience how long open sessions may go on */
    record DrainRequested(Duration patience) implements DeskEvent {}

    record DrainPatienceEnded() implements DeskEvent {}
}
