package io.headrace.simulation;

/** What can go wrong in the simulated world. Each is counted. */
public enum Fault {
    /** The gateway's process dies; its journal loses what was not yet safe. */
    GATEWAY_KILLED,
    /** An orchestrator's process dies with everything that was in memory. */
    ORCHESTRATOR_KILLED,
    WORKER_KILLED,
    REQUEST_LOST,
    ANSWER_LOST,
    ANSWER_DUPLICATED,
    /** A message takes longer than the sender's patience. */
    DELAYED,
    /** An orchestrator says that it has no room although it has. */
    REFUSED,
    PRICE_CHANGED,
    /** The chain leaps ahead, and every offer made so far expires. */
    PARAMS_EXPIRED,
    /** What came back cannot be decoded. */
    RESULT_UNUSABLE,
    /** What came back is not what was asked for, and only verification notices. */
    RESULT_FOREIGN,
    /** A unit cannot be worked on by anybody. */
    INPUT_DAMAGED,
    /** An orchestrator says so of a unit that is sound. */
    INPUT_BLAMED,
    /** A unit takes longer than a live stream can wait. */
    SLOW,
    /** An orchestrator does not answer when asked for an offer. */
    SILENT
}
