package io.headrace.orchestrator.unit;

import io.headrace.wire.SegmentCredential;

/**
 * What a unit may bring and ask for.
 *
 * @param maxSourceBytes of one source, at most the network's 300,000,000
 * @param sourceMemoryBytes of all sources held at once, at least one source
 */
public record UnitConfig(OutputLimit outputs, SourceFetchConfig fetch, int maxSourceBytes, long sourceMemoryBytes) {

    /** A gigabyte for sources: three of the largest, or a thousand of the usual ones. */
    public static final UnitConfig DEFAULT =
            new UnitConfig(OutputLimit.DEFAULT, SourceFetchConfig.OFF, SegmentCredential.MAX_SEGMENT_BYTES, 1L << 30);

    public UnitConfig {
        if (maxSourceBytes < 1 || maxSourceBytes > SegmentCredential.MAX_SEGMENT_BYTES) {
            throw new IllegalArgumentException(
                    "A source has 1 to " + SegmentCredential.MAX_SEGMENT_BYTES + " bytes, not " + maxSourceBytes);
        }
        if (sourceMemoryBytes < maxSourceBytes) {
            throw new IllegalArgumentException(
                    sourceMemoryBytes + " bytes for all sources, but one may have " + maxSourceBytes);
        }
    }

    public UnitConfig with(SourceFetchConfig other) {
        return new UnitConfig(outputs, other, maxSourceBytes, sourceMemoryBytes);
    }

    public UnitConfig with(OutputLimit other) {
        return new UnitConfig(other, fetch, maxSourceBytes, sourceMemoryBytes);
    }

    public UnitConfig withSources(int maxBytes, long memoryBytes) {
        return new UnitConfig(outputs, fetch, maxBytes, memoryBytes);
    }
}
