package io.headrace.simulation.live;

/** A mistake put into the simulated network on purpose, to show that the promises are really watched. */
public enum LiveBug {
    /** An orchestrator goes on although nobody pays. */
    WORK_UNPAID,
    /** A runner that was stopped never says that it ended. */
    KEEP_PERMIT,
    /** A gateway asks around although somebody stands by. */
    ASK_AT_SWAP,
    /** A gateway shows what a successor repeats. */
    SHOW_AGAIN,
    /** A gateway goes on with another orchestrator after its user's stop. */
    SWAP_AFTER_STOP
}
