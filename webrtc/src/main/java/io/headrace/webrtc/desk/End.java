package io.headrace.webrtc.desk;

/** How a session ended. */
public enum End {
    /** The client said so, by DELETE or in its own protocol. */
    FINISHED,
    /** The client was not heard of any more (RFC 7675). */
    LOST,
    /** No connectivity, or no handshake, within its time. */
    NEVER_CONNECTED,
    /** The peer failed to prove that it is the one of the offer. */
    REFUSED,
    /** What a viewer watched is over. */
    SOURCE_ENDED,
    /** What a viewer watched became something that it cannot show. */
    UNSHOWABLE,
    /** What a publisher sent is not wanted any more. */
    DISMISSED,
    /** A bug here; the log has it. */
    FAILED,
    /** The server was closed. */
    CLOSED
}
