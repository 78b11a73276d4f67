package io.headrace.orchestrator.remote;

import io.headrace.admission.SessionId;
import io.headrace.admission.Worker;
import io.headrace.wire.delivery.Delivery;
import java.util.Optional;

/** What happened to the pool. An order is named by the first of its task ids. */
sealed interface PoolEvent {

    /** @param id counts registrations */
    record WorkerJoined(long id, RegisteredWorker worker) implements PoolEvent {}

    /** It takes nothing new, and delivers what it has. */
    record WorkerDrained(Worker worker) implements PoolEvent {}

    /** Its stream ended, whoever ended it. */
    record WorkerLeft(long id, String reason) implements PoolEvent {}

    record OrderPlaced(Job job) implements PoolEvent {}

    /** @param by who says to have done it; empty for a worker that does not say */
    record Delivered(long task, Delivery delivery, Optional<Worker> by) implements PoolEvent {}

    /** Something came for a task that nobody waits for any more: its worker is free again. */
    record DeliveredInVain(long task) implements PoolEvent {}

    /** What came for the task was no delivery. */
    record Garbled(long task, String reason) implements PoolEvent {}

    record OrderCancelled(long order) implements PoolEvent {}

    /** No worker was found in time. */
    record WaitEnded(long order) implements PoolEvent {}

    /** The first worker should have delivered by now. */
    record OverdueSeen(long order) implements PoolEvent {}

    /** The order's patience is over. */
    record PatienceEnded(long order) implements PoolEvent {}

    /** Nobody has waited for this task for a while, and still its worker has not delivered. */
    record HangingSeen(long task) implements PoolEvent {}

    record SessionEnded(SessionId session) implements PoolEvent {}

    record Closed() implements PoolEvent {}
}
