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
 * @param errands by task id, those that wait in the order in which they came
 */
record Pool(
        NavigableMap<Long, RegisteredWorker> members,
        Map<Long, Errand> errands,
        Map<SessionId, Acquaintance> sessions,
        boolean open) {

    static final Pool EMPTY = new Pool(new TreeMap<>(), Map.of(), Map.of(), true);

    Pool {
        members = Collections.unmodifiableNavigableMap(new TreeMap<>(members));
        errands = Collections.unmodifiableMap(new LinkedHashMap<>(errands));
        sessions = Map.copyOf(sessions);
    }

    /** Slots of all workers, but for those that nobody gets anything from any more. */
    int capacity() {
        var abandoned = new TreeMap<Long, Integer>();
        errands.values().forEach(errand -> {
            if (errand instanceof Errand.Abandoned(long worker)) {
                abandoned.merge(worker, 1, Integer::sum);
            }
        });
        return members.entrySet().stream()
                .mapToInt(member ->
                        Math.max(0, member.getValue().capacity() - abandoned.getOrDefault(member.getKey(), 0)))
                .sum();
    }
}
