package io.headrace.orchestrator.live;

import io.headrace.media.AccessUnit;
import io.headrace.media.codec.ParameterSets;
import io.headrace.media.codec.SequenceFormat;
import io.headrace.media.ts.TsDemuxer;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Counts the pixels of the pictures in a transport stream: each picture has the size that the latest parameter sets say.
 * Before there are any that can be read it counts as one of 1280 x 720, what existing gateways pay for. For one thread.
 */
final class PixelCounter {

    private static final long UNTOLD = 1280L * 720;

    private final TsDemuxer demuxer = new TsDemuxer();
    private long pixelsPerPicture = UNTOLD;

    /** Of the pictures that became complete with these bytes, which are read to their end. */
    long count(ByteBuffer bytes) {
        return pixels(demuxer.feed(bytes));
    }

    /** Of the picture that only waited for the next to begin. */
    long finishSegment() {
        return pixels(demuxer.finish());
    }

    private long pixels(List<AccessUnit> units) {
        long pixels = 0;
        for (var unit : units) {
            if (unit instanceof AccessUnit.Picture picture) {
                pixels += pixels(picture);
            }
        }
        return pixels;
    }

    private long pixels(AccessUnit.Picture picture) {
        if (picture.keyframe()
                && ParameterSets.inFrontOf(picture).map(ParameterSets::format).orElse(null)
                        instanceof SequenceFormat.Parsed(var _, int width, int height, var _)) {
            pixelsPerPicture = (long) width * height;
        }
        return pixelsPerPicture;
    }
}
