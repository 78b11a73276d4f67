package io.headrace.pipeline;

import java.util.Locale;

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
    REQUEST;

    /** As it is written: {@code pixel}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether only the application knows how many there were; the others are counted by whoever calls it. */
    public boolean isTold() {
        return switch (this) {
            case PIXEL, MILLISECOND, CHARACTER, TOKEN -> true;
            case SECOND, REQUEST -> false;
        };
    }
}
