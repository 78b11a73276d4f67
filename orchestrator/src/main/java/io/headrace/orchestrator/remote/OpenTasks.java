package io.headrace.orchestrator.remote;

import io.headrace.admission.Outcome;
import io.headrace.admission.Worker;
import io.headrace.admission.Workshop;
import io.headrace.crypto.SecretSource;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who is told about each order, from its beginning to its one outcome; which worker has each of its tasks, and under which
 * path the source lies for it. Any thread.
 *
 * <p>Task ids are random: a worker that was given a task by this process before its restart, or that makes ids up, names
 * none of those that are open now.
 */
final class OpenTasks {

    /** Of one task at once: a worker whose first try is stuck on its way tries twice more. */
    private static final int MAX_ARRIVING = 3;

    private final SecretSource secrets;
    private final SourceShelf shelf;
    private final Map<Long, Order> orders = new ConcurrentHashMap<>();
    private final Map<Long, Given> given = new ConcurrentHashMap<>();

    private record Order(TaskIds tasks, Workshop.Reports reports) {}

    private record Given(RegisteredWorker worker, String path, AtomicInteger arriving) {}

    /** What is to be done with a delivery. */
    enum Claim {
        /** Somebody waits for it; {@link #release} must follow. */
        WANTED,
        /** Nobody waits any more, or ever did. */
        IN_VAIN,
        /** The task is another worker's, or more than enough is arriving for it. */
        NOT_TAKEN
    }

    OpenTasks(SecretSource secrets, SourceShelf shelf) {
        this.secrets = secrets;
        this.shelf = shelf;
    }

    TaskIds open(Workshop.Reports reports) {
        var tasks = new TaskIds(random(), random());
        orders.put(tasks.first(), new Order(tasks, reports));
        return tasks;
    }

    private long random() {
        return ByteBuffer.wrap(secrets.bytes(Long.BYTES)).getLong() & Long.MAX_VALUE;
    }

    /** From now on the worker can fetch the source and deliver. */
    void begun(long order, long task, RegisteredWorker worker, String path) {
        given.put(task, new Given(worker, path, new AtomicInteger()));
        Optional.ofNullable(orders.get(order))
                .ifPresentOrElse(waiting -> waiting.reports().begun(worker.asWorker()), () -> withdraw(task));
    }

    /** Nothing can be fetched or delivered for it any more. */
    void withdraw(long task) {
        Optional.ofNullable(given.remove(task)).map(Given::path).ifPresent(shelf::take);
    }

    /** The first to call it tells the outcome. */
    void end(long order, Outcome outcome) {
        Optional.ofNullable(orders.remove(order)).ifPresent(waiting -> {
            withdraw(waiting.tasks().first());
            withdraw(waiting.tasks().second());
            waiting.reports().ended(outcome);
        });
    }

    void endAll(Outcome outcome) {
        List.copyOf(orders.keySet()).forEach(order -> end(order, outcome));
    }

    /** @param by who says to deliver; empty for a worker that does not say */
    Claim claim(long task, Optional<Worker> by) {
        var open = given.get(task);
        if (open == null) {
            return Claim.IN_VAIN;
        }
        boolean foreign = open.worker().pid() != 0
                && by.filter(worker -> !worker.name().equals(open.worker().name()))
                        .isPresent();
        if (foreign) {
            return Claim.NOT_TAKEN;
        }
        if (open.arriving().incrementAndGet() > MAX_ARRIVING) {
            open.arriving().decrementAndGet();
            return Claim.NOT_TAKEN;
        }
        return Claim.WANTED;
    }

    void release(long task) {
        Optional.ofNullable(given.get(task)).ifPresent(open -> open.arriving().decrementAndGet());
    }
}
