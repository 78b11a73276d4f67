package io.headrace.orchestrator.remote;

import io.headrace.admission.SessionId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The connected workers and what they are doing.
 *
 * @param members by the number of their registration
 * @param leaving those that take nothing new and deliver what they have, whether their stream is still open or not
 * @param errands by task id, those that wait in the order in which they came
 */
record Pool(
        NavigableMap<Long, RegisteredWorker> members,
        NavigableMap<Long, RegisteredWorker> leaving,
        Map<Long, Errand> errands,
        Map<SessionId, Acquaintance> sessions,
        Tally tally,
        boolean open) {

    static final Pool EMPTY = new Pool(new TreeMap<>(), new TreeMap<>(), Map.of(), Map.of(), Tally.ZERO, true);

    /**
     * What has happened since the beginning.
     *
     * @param lost workers whose connection broke, or that were sent away because they hung
     * @param overdue tasks that took longer than they should
     * @param shared of these, given to a second worker
     */
    record Tally(long lost, long overdue, long shared) {
        static final Tally ZERO = new Tally(0, 0, 0);

        Tally andLost() {
            return new Tally(lost + 1, overdue, shared);
        }

        Tally andOverdue() {
            return new Tally(lost, overdue + 1, shared);
        }

        Tally andShared() {
            return new Tally(lost, overdue, shared + 1);
        }
    }

    Pool {
        members = Collections.unmodifiableNavigableMap(new TreeMap<>(members));
        leaving = Collections.unmodifiableNavigableMap(new TreeMap<>(leaving));
        errands = Collections.unmodifiableMap(new LinkedHashMap<>(errands));
        sessions = Map.copyOf(sessions);
    }

    /** Orders that can be at work at once: slots, but for those that nobody gets anything from, or that share one. */
    int capacity() {
        var useless = new TreeMap<Long, Integer>();
        errands.forEach((task, errand) -> {
            switch (errand) {
                case Errand.Abandoned(long worker) -> useless.merge(worker, 1, Integer::sum);
                case Errand.AtWork second
                when task == second.job().tasks().second() && isShared(second.job()) ->
                    useless.merge(second.worker(), 1, Integer::sum);
                case Errand.AtWork _, Errand.Waiting _ -> {}
            }
        });
        return members.entrySet().stream()
                .mapToInt(
                        member -> Math.max(0, member.getValue().capacity() - useless.getOrDefault(member.getKey(), 0)))
                .sum();
    }

    /** Slots that are taken, of all workers. */
    int load() {
        return (int) errands.values().stream()
                .filter(errand -> !(errand instanceof Errand.Waiting))
                .count();
    }

    private boolean isShared(Job job) {
        return errands.get(job.tasks().first()) instanceof Errand.AtWork;
    }
}
