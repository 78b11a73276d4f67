package io.headrace.orchestrator.remote;

import io.headrace.admission.SessionId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who gets an order: one that has not just failed at it, rather one that answers than one that owes an answer, rather the
 * session's home, rather one that knows the session, rather the one with the most free capacity. Load is counted in
 * sessions (wire protocol section 8.4), because most are idle between two units, and then in units.
 */
final class Placement {

    private final Map<Long, RegisteredWorker> members;
    private final Map<SessionId, Acquaintance> sessions;
    private final Map<Long, Integer> taken = new HashMap<>();
    private final Map<Long, Integer> homes = new HashMap<>();
    private final Set<Long> late = new HashSet<>();

    Placement(Map<Long, RegisteredWorker> members, Map<Long, Errand> errands, Map<SessionId, Acquaintance> sessions) {
        this.members = members;
        this.sessions = sessions;
        errands.values().forEach(this::count);
        sessions.values().forEach(known -> known.home().ifPresent(id -> homes.merge(id, 1, Integer::sum)));
    }

    private void count(Errand errand) {
        switch (errand) {
            case Errand.Waiting _ -> {}
            case Errand.Running running -> taken.merge(running.worker(), 1, Integer::sum);
            case Errand.Overdue(var _, long worker, var _) -> countLate(worker);
            case Errand.Shared(var _, long worker, var _) -> countLate(worker);
            case Errand.Abandoned(long worker) -> countLate(worker);
        }
    }

    private void countLate(long worker) {
        taken.merge(worker, 1, Integer::sum);
        late.add(worker);
    }

    Optional<Long> first(Job job) {
        var unit = job.order().unit();
        var known = sessions.getOrDefault(job.session(), Acquaintance.NONE);
        return members.keySet().stream()
                .filter(id -> isFree(id, job))
                .min(Comparator.<Long, Boolean>comparing(id -> known.avoids(id, unit))
                        .thenComparing(late::contains)
                        .thenComparing(id -> !known.isHome(id))
                        .thenComparing(id -> !known.workers().contains(id))
                        .thenComparingDouble(id -> relative(id, homes))
                        .thenComparingDouble(id -> relative(id, taken))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** For an order that the first worker owes: it must be worth a second slot. */
    Optional<Long> second(Job job) {
        return members.keySet().stream()
                .filter(id -> isFree(id, job) && !late.contains(id))
                .min(Comparator.<Long>comparingDouble(id -> relative(id, taken))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private boolean isFree(long id, Job job) {
        return taken.getOrDefault(id, 0) < member(id).capacity() && job.suits(member(id));
    }

    private double relative(long id, Map<Long, Integer> load) {
        return (double) load.getOrDefault(id, 0) / member(id).capacity();
    }

    private RegisteredWorker member(long id) {
        return Optional.ofNullable(members.get(id)).orElseThrow();
    }
}
