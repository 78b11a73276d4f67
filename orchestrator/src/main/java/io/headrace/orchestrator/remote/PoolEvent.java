package io.headrace.orchestrator.remote;

import io.headrace.admission.SessionId;
import io.headrace.admission.WorkOrder;
import io.headrace.admission.Worker;
import io.headrace.pipeline.Capabilities;
import io.headrace.wire.delivery.Delivery;
import java.util.Optional;

/** What happened to the pool. */
sealed interface PoolEvent {

    /** @param id counts registrations */
    record WorkerJoined(long id, RegisteredWorker worker) implements PoolEvent {}

    /** Its stream ended, whoever ended it. */
    record WorkerLeft(long id, String reason) implements PoolEvent {}

    record OrderPlaced(long task, WorkOrder order, Capabilities needed) implements PoolEvent {}

    /** @param by who says to have done it; empty for a worker that does not say */
    record Delivered(long task, Delivery delivery, Optional<Worker> by) implements PoolEvent {}

    /** What came for the task was no delivery. */
    record Garbled(long task, String reason) implements PoolEvent {}

    record OrderCancelled(long task) implements PoolEvent {}

    /** No worker was found in time. */
    record WaitEnded(long task) implements PoolEvent {}

    /** The order's patience is over. */
    record PatienceEnded(long task) implements PoolEvent {}

    /** Nobody has waited for this task for a while, and still its worker has not delivered. */
    record HangingSeen(long task) implements PoolEvent {}

    record SessionEnded(SessionId session) implements PoolEvent {}

    record Closed() implements PoolEvent {}
}
