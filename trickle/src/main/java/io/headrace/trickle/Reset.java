package io.headrace.trickle;

/** What a publisher that begins anew wants done to what went before. */
public enum Reset {
    NOTHING,
    /** Closes the segments with lower numbers, so that who reads them goes on (protocol section 3.5). */
    EARLIER_SEGMENTS
}
