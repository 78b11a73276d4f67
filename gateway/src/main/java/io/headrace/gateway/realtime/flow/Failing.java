package io.headrace.gateway.realtime.flow;

/** Why a session is to be left. */
public enum Failing {
    /** Input flows and nothing comes back. */
    STALLED,
    /** A connection broke off, or could not be had. */
    BROKEN,
    /** It takes its input, or gives its output, slower than the stream goes on. */
    TOO_SLOW,
    /** It ended the session, or its channels are gone. */
    ENDED_BY_PEER,
    /** Its trickle server does not let us in, or met a limit. */
    REFUSED,
    /** It says that what was paid is used up. */
    UNPAID
}
