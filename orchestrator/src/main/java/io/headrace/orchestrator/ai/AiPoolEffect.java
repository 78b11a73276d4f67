package io.headrace.orchestrator.ai;

import java.time.Duration;

/** What the pool wants done. */
sealed interface AiPoolEffect {

    /** Tell the worker its task. */
    record Give(long errand, long order, long id, AiWorker worker, AiOrder asked) implements AiPoolEffect {}

    /** Tell the worker that nobody wants it any more. */
    record Withdraw(long errand, long id, AiWorker worker) implements AiPoolEffect {}

    /** Nothing can be told about it any more. */
    record Forget(long errand) implements AiPoolEffect {}

    /** A place is kept for it. */
    record ReportPlaced(long order) implements AiPoolEffect {}

    record ReportRunning(long order) implements AiPoolEffect {}

    /** Tell how it ended, once. */
    record ReportEnd(long order, AiOutcome outcome) implements AiPoolEffect {}

    /** End the worker's stream. */
    record SendAway(long id) implements AiPoolEffect {}

    record Wake(Duration after, AiPoolEvent event) implements AiPoolEffect {}
}
