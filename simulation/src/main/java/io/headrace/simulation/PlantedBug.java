package io.headrace.simulation;

/** Mistakes put into the simulated edges on purpose, to see that the invariants notice. */
public enum PlantedBug {
    /** A late answer is published although its attempt was given up. */
    PUBLISH_LATE_ANSWER,
    /** What was set aside for a unit that failed is not released. */
    KEEP_RESERVATION,
    /** A restarted gateway takes up its old offers and counts nonces from 1 again. */
    REUSE_NONCES,
    /** A unit that was left out is published all the same. */
    PUBLISH_SKIPPED,
    /** After one orchestrator's word against an input, the gateway's edge says the same of the next one's good work. */
    BELIEVE_ONE
}
