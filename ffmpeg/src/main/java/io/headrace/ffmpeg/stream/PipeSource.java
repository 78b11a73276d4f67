package io.headrace.ffmpeg.stream;

import io.headrace.engine.stream.StreamExit;
import io.headrace.media.AccessUnit;
import io.headrace.media.ts.TsDemuxer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** Units as MPEG-TS from a pipe. Nothing is probed: each unit is given on with its last byte. */
record PipeSource(InputStream in) implements UnitSource {

    private static final int CHUNK = 64 << 10;

    @Override
    public void read(UnitSink sink) throws StreamFailed {
        var demuxer = new TsDemuxer();
        byte[] chunk = new byte[CHUNK];
        try {
            for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
                give(demuxer.feed(ByteBuffer.wrap(chunk, 0, n)), sink);
            }
        } catch (IOException broken) {
            throw new StreamFailed(StreamExit.LOST, "The pipe that the stream comes by broke: " + broken.getMessage());
        }
        give(demuxer.finish(), sink);
    }

    private static void give(List<AccessUnit> units, UnitSink sink) throws StreamFailed {
        for (var unit : units) {
            sink.take(unit);
        }
    }
}
