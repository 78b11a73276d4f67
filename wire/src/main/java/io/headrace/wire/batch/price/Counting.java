package io.headrace.wire.batch.price;

/** Whose count of work is meant: two sides that count differently cannot pay each other (pipelines section 3.4). */
public enum Counting {
    /** What an existing gateway pays for. */
    EXISTING_GATEWAY,
    /** What an existing orchestrator debits. Where they differ it is the larger, so a gateway that brings it is served. */
    EXISTING_ORCHESTRATOR,
    /** What nodes of ours agree on: the work that was done, and before it is done the most that it may come to. */
    OWN
}
