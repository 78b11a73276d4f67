package io.headrace.admin.metrics;

import io.headrace.job.JobId;
import io.headrace.journal.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where jobs and their units are on their walks, and since when. Forgotten at the end of the job; of more than
 * {@value #MAX_KNOWN} the one that was heard of first. Used by one thread at a time.
 */
final class Walks {

    static final int MAX_KNOWN = 20_000;

    private static final String PUBLISHED = "Settling";

    /** @param unit empty for the job itself */
    private record Walker(JobId job, OptionalLong unit) {}

    /**
     * A walk as it stands.
     *
     * @param begun when the job was created or resumed, or the unit accepted
     * @param since when the state was entered
     * @param duration of a unit when played
     */
    private record Walk(Instant begun, Instant since, String state, boolean published, Duration duration) {}

    /**
     * A step on a walk.
     *
     * @param age since the walk was begun
     * @param spent in the state that was left
     * @param duration of the unit when played
     */
    record Stride(Duration age, Duration spent, Duration duration) {}

    private final Map<Walker, Walk> walks = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Walker, Walk> eldest) {
            return size() > MAX_KNOWN;
        }
    };

    void begin(JobId job, Instant at) {
        walks.put(new Walker(job, OptionalLong.empty()), new Walk(at, at, "", false, Duration.ZERO));
    }

    void accept(JobId job, Instant at, Fact.UnitAccepted unit) {
        walks.put(new Walker(job, OptionalLong.of(unit.unit())), new Walk(at, at, "", false, unit.duration()));
    }

    /** Empty for a job or unit whose beginning was not seen. */
    Optional<Stride> move(JobId job, Instant at, Fact.Moved move) {
        var walker = new Walker(job, move.unit());
        var known = Optional.ofNullable(walks.get(walker));
        known.ifPresent(walk -> walks.put(
                walker,
                new Walk(
                        walk.begun(),
                        at,
                        move.to(),
                        walk.published()
                                || (move.unit().isPresent() && move.to().equals(PUBLISHED)),
                        walk.duration())));
        return known.map(walk ->
                new Stride(Duration.between(walk.begun(), at), Duration.between(walk.since(), at), walk.duration()));
    }

    /** How many jobs are in a state now. */
    long jobsIn(String state) {
        return walks.entrySet().stream()
                .filter(each -> each.getKey().unit().isEmpty())
                .filter(each -> each.getValue().state().equals(state))
                .count();
    }

    /** Forgets a job and its units; gives how many of these were never published. */
    long end(JobId job) {
        var its = walks.entrySet().stream()
                .filter(each -> each.getKey().job().equals(job))
                .map(each -> Map.entry(each.getKey(), each.getValue()))
                .toList();
        its.forEach(each -> walks.remove(each.getKey()));
        return its.stream()
                .filter(each -> each.getKey().unit().isPresent())
                .filter(each -> !each.getValue().published())
                .count();
    }

    /** Forgets a unit that is done. */
    void done(JobId job, long unit) {
        walks.remove(new Walker(job, OptionalLong.of(unit)));
    }

    static List<String> statesOfRunningJobs() {
        return List.of("Idle", "Ingesting", "Discovering", "SessionEstablished", "Drained");
    }
}
