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
 * Where jobs and their units are on their walks, and since when. A job's are forgotten at its end; of more than
 * {@value #MAX_JOBS} jobs, and of more than {@value #MAX_UNITS} units of one, those that were heard of first. Used by one thread
 * at a time.
 */
final class Walks {

    static final int MAX_JOBS = 20_000;
    static final int MAX_UNITS = 1_000;

    private static final String PUBLISHED = "Settling";

    /**
     * A walk as it stands.
     *
     * @param begun when the job was created or resumed, or the unit accepted
     * @param since when the state was entered
     * @param duration of a unit when played
     */
    private record Walk(Instant begun, Instant since, String state, boolean published, Duration duration) {

        static Walk begun(Instant at, Duration duration) {
            return new Walk(at, at, "", false, duration);
        }

        Walk into(String next, Instant at) {
            return new Walk(begun, at, next, published || next.equals(PUBLISHED), duration);
        }

        Stride until(Instant at) {
            return new Stride(Duration.between(begun, at), Duration.between(since, at), duration);
        }
    }

    /**
     * A step on a walk.
     *
     * @param age since the walk was begun
     * @param spent in the state that was left
     * @param duration of the unit when played
     */
    record Stride(Duration age, Duration spent, Duration duration) {}

    /** A job's own walk, by the empty number, and those of its units. */
    private final Map<JobId, Map<OptionalLong, Walk>> walks = latest(MAX_JOBS);

    private static <K, V> Map<K, V> latest(int most) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    void begin(JobId job, Instant at) {
        of(job).put(OptionalLong.empty(), Walk.begun(at, Duration.ZERO));
    }

    void accept(JobId job, Instant at, Fact.UnitAccepted unit) {
        of(job).put(OptionalLong.of(unit.unit()), Walk.begun(at, unit.duration()));
    }

    private Map<OptionalLong, Walk> of(JobId job) {
        return walks.computeIfAbsent(job, _ -> latest(MAX_UNITS));
    }

    /** Empty for a job or unit whose beginning was not seen. */
    Optional<Stride> move(JobId job, Instant at, Fact.Moved move) {
        var its = walks.getOrDefault(job, Map.of());
        var known = Optional.ofNullable(its.get(move.unit()));
        known.ifPresent(walk -> its.put(move.unit(), walk.into(move.to(), at)));
        return known.map(walk -> walk.until(at));
    }

    /** How many jobs are in a state now. */
    long jobsIn(String state) {
        return walks.values().stream()
                .flatMap(its -> Optional.ofNullable(its.get(OptionalLong.empty())).stream())
                .filter(walk -> walk.state().equals(state))
                .count();
    }

    /** Forgets a job and its units; gives how many of these were never published. */
    long end(JobId job) {
        return Optional.ofNullable(walks.remove(job)).orElse(Map.of()).entrySet().stream()
                .filter(each -> each.getKey().isPresent())
                .filter(each -> !each.getValue().published())
                .count();
    }

    /** Forgets a unit that is done. */
    void done(JobId job, long unit) {
        Optional.ofNullable(walks.get(job)).ifPresent(its -> its.remove(OptionalLong.of(unit)));
    }

    static List<String> statesOfRunningJobs() {
        return List.of("Idle", "Ingesting", "Discovering", "SessionEstablished", "Drained");
    }
}
