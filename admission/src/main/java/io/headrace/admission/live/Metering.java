package io.headrace.admission.live;

/** How a session is charged (real-time reference section 7). */
public enum Metering {
    /** By the pictures that came on its input, after they came: between nodes of ours. */
    FLOW,
    /** By the clock at a fixed rate, each period in advance and only while input comes: what existing gateways expect. */
    CLOCK
}
