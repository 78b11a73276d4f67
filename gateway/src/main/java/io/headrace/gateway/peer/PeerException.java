package io.headrace.gateway.peer;

import io.headrace.job.lifecycle.Reason;

/** An orchestrator refused, failed or was not there. */
public final class PeerException extends Exception {

    private final Reason reason;
    private final Sent sent;

    /** Whether the request may have reached the peer, and with it the tickets. */
    public enum Sent {
        NOTHING,
        PERHAPS
    }

    public PeerException(Reason reason, Sent sent, String message) {
        super(message);
        this.reason = reason;
        this.sent = sent;
    }

    public PeerException(Reason reason, Sent sent, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.sent = sent;
    }

    /** As the lifecycle knows it. */
    public Reason reason() {
        return reason;
    }

    public Sent sent() {
        return sent;
    }
}
