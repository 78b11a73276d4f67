package io.headrace.pipeline;

/** What a pipeline's price is per (pipelines section 3.4). */
public enum PricingUnit {
    /** Width × height, of every picture or frame. */
    PIXEL,
    /** Of sound. */
    MILLISECOND,
    /** Of text: a Unicode code point. */
    CHARACTER,
    /** Of text, as a language model counts it. */
    TOKEN,
    /** Of computing, from the first byte of the request to the last of the answer. */
    SECOND,
    REQUEST
}
