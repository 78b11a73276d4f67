package io.headrace.gateway.run;

import io.headrace.media.RenditionSegment;
import java.time.Duration;
import java.util.List;

/**
 * What came back for one attempt, kept until it is published.
 *
 * @param took from sending to the whole answer
 */
record UnitResult(List<RenditionSegment> renditions, Duration took) {
    UnitResult {
        renditions = List.copyOf(renditions);
    }

    /** What is billed for. */
    long pixels() {
        return renditions.stream().mapToLong(each -> each.pixels().pixels()).sum();
    }
}
