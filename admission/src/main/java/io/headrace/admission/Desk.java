package io.headrace.admission;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything an orchestrator has taken on. Permits are not counted but are the units themselves, so that none can leak
 * or be given back twice.
 *
 * @param capacity how many units the workshop works on at once
 * @param sessions the open ones, in the order in which they were opened
 */
public record Desk(Mode mode, int capacity, Map<SessionId, Session> sessions) {

    /** Whether the node takes work. */
    public enum Mode {
        SERVING,
        /** No new session; those that are open go on. */
        DRAINING,
        /** No new unit; those that have a place are finished. */
        CLOSING,
        /** Nothing is left. */
        DRAINED
    }

    public Desk {
        if (capacity < 0) {
            throw new IllegalArgumentException("A workshop for " + capacity + " units");
        }
        sessions = Collections.unmodifiableMap(new LinkedHashMap<>(sessions));
    }

    public static Desk open(int capacity) {
        return new Desk(Mode.SERVING, capacity, Map.of());
    }

    static Map<UnitId, UnitState> ordered(Map<UnitId, UnitState> units) {
        var sorted = new TreeMap<UnitId, UnitState>(Comparator.comparingLong(UnitId::number));
        sorted.putAll(units);
        return Collections.unmodifiableMap(sorted);
    }

    /** Whether it takes no new session any more. */
    public boolean isLeaving() {
        return mode != Mode.SERVING;
    }

    public Optional<UnitState> unit(UnitId unit) {
        return Optional.ofNullable(sessions.get(unit.session()))
                .flatMap(session -> Optional.ofNullable(session.units().get(unit)));
    }

    public int units() {
        return sessions.values().stream()
                .mapToInt(session -> session.units().size())
                .sum();
    }

    public int working() {
        return sessions.values().stream().mapToInt(Desk::working).sum();
    }

    static int working(Session session) {
        return (int) session.units().values().stream()
                .filter(UnitState.Working.class::isInstance)
                .count();
    }

    /** The longest waiting unit whose session has not as many at work as it may have. */
    Optional<UnitId> next(int runningPerSession) {
        return sessions.values().stream()
                .filter(session -> working(session) < runningPerSession)
                .flatMap(session -> session.units().values().stream())
                .filter(UnitState.Waiting.class::isInstance)
                .map(UnitState::unit)
                .min(Comparator.comparingLong(UnitId::number));
    }

    Desk with(SessionId id, Session session) {
        var others = new LinkedHashMap<>(sessions);
        others.put(id, session);
        return new Desk(mode, capacity, others);
    }

    Desk without(SessionId id) {
        var others = new LinkedHashMap<>(sessions);
        others.remove(id);
        return new Desk(mode, capacity, others);
    }

    Desk in(Mode other) {
        return new Desk(other, capacity, sessions);
    }

    Desk withCapacity(int other) {
        return new Desk(mode, other, sessions);
    }
}
