package io.headrace.node.role;

import io.headrace.admission.UnitId;
import io.headrace.job.JobId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which of the gateways' jobs sessions, requests, accounts and units belong to. What is known first of all is a payment:
 * what is to be said of it waits until it is known for which job. One thread at a time.
 */
final class KnownJobs {

    private static final int MOST_KNOWN = 100_000;
    private static final long MOST_EARLY_BYTES = 16L << 20;

    /** In each, the oldest is forgotten first. */
    private final Map<String, JobId> jobs;

    private final Map<UnitId, Long> numbers;
    private final EarlyWords early;

    KnownJobs() {
        this(MOST_KNOWN, MOST_EARLY_BYTES);
    }

    /**
     * @param mostKnown names, and as many units
     * @param mostEarlyBytes of what waits for a name
     */
    KnownJobs(int mostKnown, long mostEarlyBytes) {
        jobs = bounded(mostKnown);
        numbers = bounded(mostKnown);
        early = new EarlyWords(mostEarlyBytes);
    }

    /** Is told of a unit by its job and its number there. */
    interface OfUnit {
        void say(JobId job, long seq);
    }

    /** What was to be said early of that name is said now. */
    void belongs(String name, JobId job) {
        jobs.put(name, job);
        early.take(name).forEach(saying -> saying.accept(job));
    }

    /** A unit of a session that belongs to a job. */
    void numbered(UnitId unit, long seq) {
        numbers.put(unit, seq);
    }

    /** Now, or when it is known whose the name is. */
    void of(String name, Consumer<JobId> saying) {
        Optional.ofNullable(jobs.get(name)).ifPresentOrElse(saying, () -> early.keep(name, saying));
    }

    /** Not at all of a unit that nobody knows. */
    void of(UnitId unit, OfUnit saying) {
        var job = Optional.ofNullable(jobs.get(unit.session().text()));
        var seq = Optional.ofNullable(numbers.get(unit));
        job.ifPresent(known -> seq.ifPresent(number -> saying.say(known, number)));
    }

    private static <K, V> Map<K, V> bounded(int most) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }
}
