package io.headrace.orchestrator.ai;

import io.headrace.admission.Worker;
import io.headrace.crypto.SecretSource;
import io.headrace.pipeline.Progress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Under which task id each errand is known to its worker, and who is told about each order, from its beginning to its one
 * end. Any thread.
 *
 * <p>Task ids are random: a worker that was given a task by this process before its restart, or that makes ids up, names
 * none of those that are open now.
 */
final class AiTaskBook {

    private final SecretSource secrets;
    private final AtomicLong orders = new AtomicLong();
    private final Map<Long, Reports> waiting = new ConcurrentHashMap<>();
    private final Map<Long, Given> byTask = new ConcurrentHashMap<>();
    private final Map<Long, Long> taskOf = new ConcurrentHashMap<>();

    /** What is told of one order. On the pool's thread; returns at once. */
    interface Reports {
        /** A place is kept for it; at most once. */
        default void placed() {}

        /** At most once, before {@link #ended}. */
        void running();

        /** How far the worker says to be. On the thread of its request. */
        default void progress(Progress said) {}

        /** Exactly once. */
        void ended(AiOutcome outcome);

        /**
         * Where the worker's answer goes, which begins to arrive; empty when none is expected. On the thread of the worker's
         * request.
         *
         * @param contentType with its boundary
         * @param modelKind what kind of model made it; empty when the worker does not say
         */
        default Optional<AnswerPipe> answering(String contentType, String modelKind) {
            return Optional.empty();
        }
    }

    private record Given(long errand, long order, AiWorker worker) {}

    AiTaskBook(SecretSource secrets) {
        this.secrets = secrets;
    }

    /** The number of the order. */
    long open(Reports reports) {
        long order = orders.incrementAndGet();
        waiting.put(order, reports);
        return order;
    }

    /** From now on the worker can tell about the errand, under this id. */
    long give(long errand, long order, AiWorker worker) {
        long task = ByteBuffer.wrap(secrets.bytes(Long.BYTES)).getLong() & Long.MAX_VALUE;
        byTask.put(task, new Given(errand, order, worker));
        taskOf.put(errand, task);
        return task;
    }

    Optional<Long> taskOf(long errand) {
        return Optional.ofNullable(taskOf.get(errand));
    }

    /**
     * The errand of a task that is open, if it is that worker's.
     *
     * @param by who says to tell; empty for a worker that does not say who it is
     */
    Optional<Long> errand(long task, Optional<Worker> by) {
        return given(task, by).map(Given::errand);
    }

    private Optional<Given> given(long task, Optional<Worker> by) {
        return Optional.ofNullable(byTask.get(task))
                .filter(given -> given.worker().is(by));
    }

    /** Who is told about a task that is open, if it is that worker's. */
    Optional<Reports> reports(long task, Optional<Worker> by) {
        return given(task, by).flatMap(given -> Optional.ofNullable(waiting.get(given.order())));
    }

    void placed(long order) {
        Optional.ofNullable(waiting.get(order)).ifPresent(Reports::placed);
    }

    /** Nothing can be told about it any more. */
    void forget(long errand) {
        Optional.ofNullable(taskOf.remove(errand)).ifPresent(byTask::remove);
    }

    void running(long order) {
        Optional.ofNullable(waiting.get(order)).ifPresent(Reports::running);
    }

    /** The first to call it tells the end. */
    void end(long order, AiOutcome outcome) {
        Optional.ofNullable(waiting.remove(order)).ifPresent(reports -> reports.ended(outcome));
    }

    void endAll(AiOutcome outcome) {
        List.copyOf(waiting.keySet()).forEach(order -> end(order, outcome));
    }
}
