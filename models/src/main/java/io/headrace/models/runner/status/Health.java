package io.headrace.models.runner.status;

/** What a runner answers to {@code GET /health}: whoever supervises it decides by this alone. */
public enum Health {
    LOADING,
    /** Ready, without a stream. */
    IDLE,
    /** It has a stream. */
    OK,
    /** Unfit: to be replaced. */
    ERROR
}
