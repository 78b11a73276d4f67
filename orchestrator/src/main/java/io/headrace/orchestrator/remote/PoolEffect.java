package io.headrace.orchestrator.remote;

import io.headrace.admission.Outcome;
import io.headrace.admission.SessionId;
import io.headrace.admission.WorkOrder;
import java.time.Duration;

/** What the pool wants done. */
sealed interface PoolEffect {

    /** Lay the source out, and tell the worker where it is. */
    record Assign(long task, long id, RegisteredWorker worker, WorkOrder order) implements PoolEffect {}

    /** Tell how it ended, once, and take the source away. */
    record Report(long task, Outcome outcome) implements PoolEffect {}

    record TearDown(long id, SessionId session) implements PoolEffect {}

    /** End the worker's stream. */
    record SendAway(long id) implements PoolEffect {}

    record Wake(Duration after, PoolEvent event) implements PoolEffect {}

    record AnnounceCapacity(int capacity) implements PoolEffect {}
}
