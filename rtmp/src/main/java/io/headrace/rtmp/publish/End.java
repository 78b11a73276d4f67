package io.headrace.rtmp.publish;

/** How a stream ended. */
public enum End {
    /** The client said that it is done. */
    FINISHED,
    /** The connection broke, or nothing came any more. */
    LOST,
    /** The publisher refused a unit, or failed at it. */
    REFUSED,
    /** The client sent what cannot be understood or is not taken. */
    INVALID,
    /** The publisher did not take the units in time. */
    STALLED,
    /** The server was closed. */
    CLOSED
}
