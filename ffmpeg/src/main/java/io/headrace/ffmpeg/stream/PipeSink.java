package io.headrace.ffmpeg.stream;

import io.headrace.engine.stream.StreamExit;
import io.headrace.media.AccessUnit;
import io.headrace.media.ts.LiveMuxer;
import java.io.IOException;
import java.io.OutputStream;

/** Units as MPEG-TS into a pipe, each at once; the tables stand in front of each keyframe. */
final class PipeSink implements UnitSink {

    private final OutputStream out;
    private final LiveMuxer muxer = new LiveMuxer();

    /** @param out unbuffered */
    PipeSink(OutputStream out) {
        this.out = out;
    }

    @Override
    public void take(AccessUnit unit) throws StreamFailed {
        if (unit instanceof AccessUnit.Picture picture && picture.keyframe()) {
            muxer.begin();
        }
        try {
            muxer.write(unit).writeTo(out);
        } catch (IOException broken) {
            throw new StreamFailed(StreamExit.LOST, "The pipe that the stream goes by broke: " + broken.getMessage());
        }
    }

    @Override
    public void finish() {}
}
