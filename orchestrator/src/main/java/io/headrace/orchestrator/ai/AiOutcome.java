package io.headrace.orchestrator.ai;

/** How an order ended. */
sealed interface AiOutcome {

    /** As it should. */
    record Finished() implements AiOutcome {}

    /** No worker has a place for it. */
    record NoPlace() implements AiOutcome {}

    /** @param sentence what the worker said, or what became of it */
    record Failed(String sentence) implements AiOutcome {}
}
