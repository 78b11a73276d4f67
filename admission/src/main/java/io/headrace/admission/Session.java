package io.headrace.admission;

import java.time.Instant;
import java.util.Map;

/** What the desk knows about an open session. It is open as long as it is one of these. */
public sealed interface Session {

    /** Those that have a place, in the order of their numbers. */
    Map<UnitId, UnitState> units();

    /** It has units. */
    record Serving(Map<UnitId, UnitState> units) implements Session {
        public Serving {
            units = Desk.ordered(units);
        }
    }

    /** It has none; it is closed when that lasts too long. */
    record Idle(Instant since) implements Session {
        @Override
        public Map<UnitId, UnitState> units() {
            return Map.of();
        }
    }

    /** It is closed as soon as its last unit is answered. */
    record Ending(Map<UnitId, UnitState> units, Cause cause) implements Session {
        public Ending {
            units = Desk.ordered(units);
        }
    }

    /** Why a session is closed. */
    enum Cause {
        IDLE,
        ENDED_BY_GATEWAY,
        DRAINED
    }

    default Session with(Map<UnitId, UnitState> others) {
        return switch (this) {
            case Serving _, Idle _ -> new Serving(others);
            case Ending(var _, var cause) -> new Ending(others, cause);
        };
    }
}
