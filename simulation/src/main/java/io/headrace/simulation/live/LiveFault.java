package io.headrace.simulation.live;

/** What can happen to a live session. Each is counted, with what it cost the viewer and the payer. */
public enum LiveFault {
    /** A runner takes its input, and nothing comes out any more. */
    STALLED,
    /** A runner dies; its orchestrator says so. */
    RUNNER_CRASHED,
    /** An orchestrator's process dies with all its sessions, and its connections with it or in silence. */
    ORCHESTRATOR_KILLED,
    /** A runner takes longer for a picture than the picture lasts. */
    SLOWED,
    /** An orchestrator is taken out of service, politely. */
    DRAINED,
    /** An orchestrator asks three times the price that was agreed. */
    PRICE_RAISED,
    /** The gateway pays for the beginning of a session and for nothing after it. */
    PAYMENT_STOPPED,
    /** An orchestrator charges three times what came. */
    OVERCHARGED,
    /** The gateway's process dies; its journal loses what was not yet safe. */
    GATEWAY_KILLED,
    /** A publisher goes, and most of the time comes back. */
    PUBLISHER_AWAY,
    /** The user stops the stream. */
    USER_STOPPED,
    /** A request or an answer is lost, or takes longer than anybody waits. */
    NETWORK,
    /** The chain leaps ahead, and every offer made so far expires. */
    PARAMS_EXPIRED
}
