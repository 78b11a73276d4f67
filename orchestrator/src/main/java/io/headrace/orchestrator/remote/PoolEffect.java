package io.headrace.orchestrator.remote;

import io.headrace.admission.Outcome;
import io.headrace.admission.SessionId;
import java.time.Duration;

/** What the pool wants done. */
sealed interface PoolEffect {

    /** Lay the source out, and tell the worker where it is. */
    record Assign(long task, long id, RegisteredWorker worker, Job job) implements PoolEffect {}

    /** Take the source of a task away whose worker failed, while another one still has the order. */
    record Withdraw(long task) implements PoolEffect {}

    /** Tell how it ended, once, and take its sources away. */
    record Report(long order, Outcome outcome) implements PoolEffect {}

    record TearDown(long id, SessionId session) implements PoolEffect {}

    /** End the worker's stream. */
    record SendAway(long id) implements PoolEffect {}

    record Wake(Duration after, PoolEvent event) implements PoolEffect {}

    record AnnounceCapacity(int capacity) implements PoolEffect {}
}
