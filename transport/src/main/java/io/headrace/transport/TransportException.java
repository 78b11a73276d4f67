package io.headrace.transport;

import java.io.IOException;

/** A peer that could not be reached, was too slow, broke off or sent too much. */
public class TransportException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** The port is taken, or the address is none of this machine. */
        CANNOT_LISTEN,
        /** No connection: refused, unknown host, no TLS, or not within the time for connecting. */
        UNREACHABLE,
        /** Connected, but the head of the answer did not come in time. */
        HEADER_TIMEOUT,
        /** The exchange as a whole took too long. */
        BODY_TIMEOUT,
        /** The connection or the stream ended in the middle. */
        BROKEN_OFF,
        /** Bytes came slower than the minimum rate. */
        TOO_SLOW,
        TOO_LARGE,
        /** This side has as many requests under way as it may have. */
        OVERLOADED
    }

    private final Kind kind;

    public TransportException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public TransportException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the same request may succeed a moment later. */
    public boolean retryMayHelp() {
        return kind != Kind.TOO_LARGE && kind != Kind.CANNOT_LISTEN;
    }
}
