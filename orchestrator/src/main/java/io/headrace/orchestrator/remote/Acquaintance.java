package io.headrace.orchestrator.remote;

import io.headrace.admission.UnitId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the pool remembers of a session until it ends.
 *
 * @param workers that had a unit of it, and keep something for it
 * @param failed who failed at a unit last, so that another one gets it next
 */
record Acquaintance(Set<Long> workers, Optional<FailedAt> failed) {

    static final Acquaintance NONE = new Acquaintance(Set.of(), Optional.empty());

    record FailedAt(UnitId unit, long worker) {}

    Acquaintance {
        workers = Set.copyOf(workers);
    }

    Acquaintance with(long worker) {
        var more = new TreeSet<>(workers);
        more.add(worker);
        return new Acquaintance(more, failed);
    }

    Acquaintance failedAt(UnitId unit, long worker) {
        return new Acquaintance(workers, Optional.of(new FailedAt(unit, worker)));
    }

    boolean avoids(long worker, UnitId unit) {
        return failed.filter(new FailedAt(unit, worker)::equals).isPresent();
    }
}
