package io.headrace.wire;

/** What a gateway does about a peer's error. */
public enum Reaction {
    /** Fetch the orchestrator's info anew (token, ticket parameters) and send the unit once more. */
    REFRESH_AND_RETRY,
    /** Leave this orchestrator out for a while and send the unit to another one. */
    TRY_ANOTHER,
    /** The input is at fault: nobody else would do better, and the orchestrator is not to blame. */
    GIVE_UP_UNIT
}
