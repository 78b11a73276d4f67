package io.headrace.ffmpeg.stream;

import io.headrace.engine.stream.StreamExit;
import io.headrace.media.AccessUnit;
import io.headrace.media.codec.ParameterSets;
import io.headrace.media.codec.SequenceFormat;

/**
 * Lets nothing through that is larger than allowed, and tells the watchdog that something came.
 *
 * @param maxPixels of one picture
 */
record Guard(long maxPixels, Watchdog watchdog, UnitSink next) implements UnitSink {

    @Override
    public void take(AccessUnit unit) throws StreamFailed {
        if (unit instanceof AccessUnit.Picture picture && picture.keyframe()) {
            check(picture);
        }
        next.take(unit);
        watchdog.moved();
    }

    private void check(AccessUnit.Picture picture) throws StreamFailed {
        var format = ParameterSets.inFrontOf(picture).map(ParameterSets::format);
        if (format.isPresent()
                && format.get() instanceof SequenceFormat.Parsed(var _, int width, int height, var _)
                && (long) width * height > maxPixels) {
            throw new StreamFailed(
                    StreamExit.REFUSED,
                    "Pictures of " + width + "x" + height + " are above the limit of " + maxPixels + " pixels");
        }
    }

    @Override
    public void finish() throws StreamFailed {
        next.finish();
    }

    @Override
    public void close() {
        next.close();
    }
}
