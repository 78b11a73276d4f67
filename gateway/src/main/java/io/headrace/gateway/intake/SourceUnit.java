package io.headrace.gateway.intake;

import io.headrace.media.request.SegmentFile;

/**
 * A unit as it came in.
 *
 * @param width of its pictures as coded; zero when it is not known
 * @param discontinuity whether its times or its parameters do not follow those of the unit before
 */
public record SourceUnit(SegmentFile file, int width, int height, boolean discontinuity) {

    public long seq() {
        return file.seq();
    }
}
