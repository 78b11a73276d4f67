package io.headrace.orchestrator.runner.registry;

/** Why a session has ended. */
public enum SessionEnd {
    /** The client asked for it, or its single call is over. */
    STOPPED,
    STOPPED_BY_RUNNER,
    /** Its payment was refused, or covers it no longer. */
    UNPAID,
    /** The runner was silent for too long, or its health is bad. */
    RUNNER_LOST,
    RUNNER_LEFT
}
