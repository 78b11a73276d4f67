package io.headrace.orchestrator.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a local orchestrator may be told to misbehave, so that one can watch what gateways do about it. */
public enum Fault {
    /** Answers later than the segment lasts. */
    SLOW,
    /** Takes the work and never answers. */
    STALL,
    /** Its worker's process dies before it delivers, each time. */
    CRASH,
    /** Reports, and charges, twice the pixels. */
    OVERCHARGE,
    /** Returns pictures of half the size, and charges for the whole. */
    WRONG_SIZE,
    /** Returns pictures of the right size, made from much smaller ones. */
    UPSCALED,
    /** Returns the renditions of another segment. */
    FOREIGN,
    /** Returns two seconds of black, whatever came in. */
    BLACK_FRAMES;

    /** As on the command line: {@code wrong-size}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Fault> of(String text) {
        return Arrays.stream(values())
                .filter(fault -> fault.text().equals(text))
                .findFirst();
    }
}
