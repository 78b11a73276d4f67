package io.headrace.wire;

/** What an orchestrator tells a registered AI worker (message {@code net.NotifyAIJob}). */
public sealed interface AiNotice permits AiTask, AiNotice.Withdrawn {

    /** A result names it. */
    long taskId();

    /**
     * Nobody wants the task any more: it is to be ended, and its end to be told. Ours alone: a notice without work, sent
     * only to workers that understand it.
     */
    record Withdrawn(long taskId) implements AiNotice {}
}
