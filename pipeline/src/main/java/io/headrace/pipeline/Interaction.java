package io.headrace.pipeline;

/** How input and output travel between a gateway and a worker. */
public enum Interaction {
    /** The input is cut into pieces that are sent, worked on and paid one by one. */
    SEGMENTS,
    REQUEST_RESPONSE,
    /** Channels that stay open, paid by the interval. */
    STREAM,
    /** Whatever the application speaks over HTTP, passed on as it is and paid by the interval or the request. */
    PROXY
}
