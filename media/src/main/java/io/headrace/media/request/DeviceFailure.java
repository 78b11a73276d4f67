package io.headrace.media.request;

/** What a child does with a segment that its device failed at; the operator chooses. */
public enum DeviceFailure {
    /** Says so, and somebody else is asked. */
    REPORTED,
    /** Does it once more in software: slower, and the processor's load is nobody's plan. */
    REPLACED_BY_SOFTWARE
}
