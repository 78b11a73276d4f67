package io.headrace.gateway.realtime.flow;

import io.headrace.job.lifecycle.Reason;

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
    UNPAID;

    /** As the job is told it. */
    public Reason reason() {
        return switch (this) {
            case STALLED -> Reason.STALLED;
            case BROKEN -> Reason.SESSION_BROKEN;
            case TOO_SLOW -> Reason.TOO_SLOW;
            case ENDED_BY_PEER, REFUSED -> Reason.SESSION_ENDED;
            case UNPAID -> Reason.UNPAID;
        };
    }
}
