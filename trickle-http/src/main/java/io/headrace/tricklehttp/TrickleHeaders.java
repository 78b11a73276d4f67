package io.headrace.tricklehttp;

/** Names and values of the protocol's header fields (protocol section 2). */
final class TrickleHeaders {
    /** The index really written or read; on a refusal the one that was asked for. */
    static final String SEQ = "Lp-Trickle-Seq";

    /** The head: the index of the segment that is written next. */
    static final String LATEST = "Lp-Trickle-Latest";

    /** The channel has ended; its presence is what matters. */
    static final String CLOSED = "Lp-Trickle-Closed";

    static final String TERMINATED = "terminated";

    /** Any value that is not empty: earlier segments are closed. */
    static final String RESET = "Lp-Trickle-Reset";

    /** The media type of a channel, on its creation. */
    static final String EXPECT_CONTENT = "Expect-Content";

    static final String CONTENT_TYPE = "Content-Type";
    static final String CONNECTION = "Connection";

    /** Where a channel has a token: {@code Bearer} and the token. Existing peers send none. */
    static final String AUTHORIZATION = "Authorization";

    static final String BEARER = "Bearer ";

    /** The status of a segment that is not to be had. */
    static final int NO_SUCH_SEGMENT = 470;

    private TrickleHeaders() {}
}
