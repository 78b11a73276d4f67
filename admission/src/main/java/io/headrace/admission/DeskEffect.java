package io.headrace.admission;

import java.time.Duration;
import java.time.Instant;

/** What the desk wants done. */
public sealed interface DeskEffect {

    /** Tell the sender that it has a place. */
    record Admit(UnitId unit) implements DeskEffect {}

    /** Tell the sender that it has none. */
    record Refuse(UnitId unit, Refusal refusal) implements DeskEffect {}

    record ForUnit(UnitEffect effect) implements DeskEffect {}

    /** Tell {@link DeskEvent.IdleTimePassed}. */
    record WatchIdle(SessionId session, Instant since, Duration idle) implements DeskEffect {}

    /** Let go of everything that was kept for it. */
    record CloseSession(SessionId session, Session.Cause cause) implements DeskEffect {}

    /** Tell {@link DeskEvent.DrainPatienceEnded}. */
    record EndPatienceAfter(Duration patience) implements DeskEffect {}

    record ReportDrained() implements DeskEffect {}
}
