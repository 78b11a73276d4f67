package io.headrace.orchestrator.remote;

import io.headrace.admission.UnitId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the pool remembers of a session until it ends.
 *
 * @param workers that had a unit of it, and keep something for it
 * @param home who had the latest unit: the session's load is counted there, and its next unit goes there
 * @param failed who failed at a unit last, so that another one gets it next
 */
record Acquaintance(Set<Long> workers, Optional<Long> home, Optional<FailedAt> failed, Pace pace) {

    static final Acquaintance NONE = new Acquaintance(Set.of(), Optional.empty(), Optional.empty(), Pace.UNKNOWN);

    record FailedAt(UnitId unit, long worker) {}

    Acquaintance {
        workers = Set.copyOf(workers);
    }

    Acquaintance with(long worker) {
        var more = new TreeSet<>(workers);
        more.add(worker);
        return new Acquaintance(more, Optional.of(worker), failed, pace);
    }

    /** It kept nothing that is still there, and is no home any more. */
    Acquaintance without(long worker) {
        var fewer = new TreeSet<>(workers);
        fewer.remove(worker);
        return new Acquaintance(fewer, home.filter(id -> id != worker), failed, pace);
    }

    Acquaintance failedAt(UnitId unit, long worker) {
        return new Acquaintance(workers, home, Optional.of(new FailedAt(unit, worker)), pace);
    }

    Acquaintance at(Pace other) {
        return new Acquaintance(workers, home, failed, other);
    }

    boolean avoids(long worker, UnitId unit) {
        return failed.filter(new FailedAt(unit, worker)::equals).isPresent();
    }

    boolean isHome(long worker) {
        return home.filter(id -> id == worker).isPresent();
    }
}
