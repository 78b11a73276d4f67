package io.headrace.pipeline;

/** What a pipeline's price is per. */
public enum PricingUnit {
    /** Encoded width × height × frames. */
    PIXEL,
    SECOND,
    TOKEN,
    REQUEST
}
