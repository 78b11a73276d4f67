package io.headrace.orchestrator.remote;

import io.headrace.admission.Outcome;
import io.headrace.admission.Workshop;
import io.headrace.crypto.SecretSource;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is told about each task, from the order to its one outcome, and under which path its source lies. Any thread.
 *
 * <p>Task ids are random: a worker that was given a task by this process before its restart, or that makes ids up, names
 * none of those that are open now.
 */
final class OpenTasks {

    private final SecretSource secrets;
    private final SourceShelf shelf;
    private final Map<Long, Workshop.Reports> reports = new ConcurrentHashMap<>();
    private final Map<Long, String> paths = new ConcurrentHashMap<>();
    private final Set<Long> arriving = ConcurrentHashMap.newKeySet();

    OpenTasks(SecretSource secrets, SourceShelf shelf) {
        this.secrets = secrets;
        this.shelf = shelf;
    }

    long open(Workshop.Reports whom) {
        long task = ByteBuffer.wrap(secrets.bytes(Long.BYTES)).getLong() & Long.MAX_VALUE;
        reports.put(task, whom);
        return task;
    }

    Optional<Workshop.Reports> reports(long task) {
        return Optional.ofNullable(reports.get(task));
    }

    void sourceLies(long task, String path) {
        paths.put(task, path);
    }

    /** The first to call it tells the outcome. */
    void end(long task, Outcome outcome) {
        Optional.ofNullable(paths.remove(task)).ifPresent(shelf::take);
        Optional.ofNullable(reports.remove(task)).ifPresent(whom -> whom.ended(outcome));
    }

    void endAll(Outcome outcome) {
        List.copyOf(reports.keySet()).forEach(task -> end(task, outcome));
    }

    /** Whether a delivery for it is worth keeping: somebody waits, and no other is on its way. */
    boolean claim(long task) {
        return reports.containsKey(task) && arriving.add(task);
    }

    void release(long task) {
        arriving.remove(task);
    }
}
