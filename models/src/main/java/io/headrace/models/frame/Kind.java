package io.headrace.models.frame;

/** How seriously a pipeline is to be taken; told with everything it makes. */
public enum Kind {
    /** A method of image processing, under its own name. */
    CLASSIC,
    /** A model that the operator put there. */
    REAL,
    /** Proves the path, not quality; not fit for paid work. */
    DEMO
}
