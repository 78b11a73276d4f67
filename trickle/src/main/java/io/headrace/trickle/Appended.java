package io.headrace.trickle;

/** What became of a chunk that a publisher sent. */
public enum Appended {
    TAKEN,
    /** Thrown away: the segment was closed meanwhile, by its channel's end or by somebody else. */
    CLOSED,
    /** Thrown away, and the segment closed: it has more bytes than a segment may have. */
    TOO_LARGE,
    /** Thrown away, and the segment closed: the channel, or all channels together, hold as much as they may. */
    NO_ROOM
}
