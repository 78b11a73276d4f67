package io.headrace.inference;

/** What a runner answers to {@code GET /health} (real-time reference sections 8.1 and 8.4), or that it does not. */
public sealed interface RunnerHealth {

    /** Its model is not ready. */
    record Loading() implements RunnerHealth {}

    /** Ready, without a session. */
    record Idle() implements RunnerHealth {}

    /** It has a session. */
    record Ok() implements RunnerHealth {}

    /** It calls itself unfit. */
    record Unfit(String sentence) implements RunnerHealth {}

    /** No answer in time, or none that says a health. */
    record Unreachable(String sentence) implements RunnerHealth {}
}
