package io.headrace.trickle;

import java.io.IOException;

/** Why a publisher or a subscriber cannot go on. */
public final class TrickleException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What that means to who publishes or subscribes. */
    public enum Kind {
        /** Nobody knows a channel of that name: it never was, or it ended before. */
        NO_SUCH_CHANNEL,
        /** The channel ended. */
        CHANNEL_ENDED,
        /** Another publisher has written or closed that segment. */
        SEGMENT_TAKEN,
        /** A limit was reached, or the token is not right. */
        REFUSED,
        /** The exchange broke off, or the peer could not be reached. */
        BROKEN_OFF,
        /** The rest of a segment is lost to a reader that was too slow. */
        TOO_SLOW
    }

    private final Kind kind;

    public TrickleException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public TrickleException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
