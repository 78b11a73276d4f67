package io.headrace.orchestrator.ai;

/** What a worker tells about a task, or what is made of that. */
sealed interface AiNews {

    /** It has the task. */
    record Accepted() implements AiNews {}

    /** The work is under way. */
    record Running() implements AiNews {}

    /** It has no place for it after all. */
    record Declined() implements AiNews {}

    /** Its place is free again. */
    record Ended(AiOutcome outcome) implements AiNews {}

    /** What it told makes no sense; what it does now nobody knows. */
    record Garbled(String reason) implements AiNews {}
}
