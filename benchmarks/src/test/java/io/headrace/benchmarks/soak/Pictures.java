package io.headrace.benchmarks.soak;

import io.headrace.media.AccessUnit;
import io.headrace.media.MediaBytes;
import io.headrace.media.VideoCodec;
import io.headrace.media.ts.TsBuffer;
import io.headrace.media.ts.TsMuxer;
import io.headrace.media.ts.TsStreams;
import io.headrace.rtmp.fixture.Units;
import java.util.List;
import java.util.stream.IntStream;

/** Small streams that hold no picture and look right from outside. */
final class Pictures {

    static final int MS_PER_PICTURE = 40;

    private Pictures() {}

    /** Pictures every 40 ms; the first is a keyframe. */
    static List<AccessUnit> from(long firstMs, int count) {
        return IntStream.range(0, count)
                .<AccessUnit>mapToObj(i -> i == 0
                        ? Units.keyframe(firstMs, 50)
                        : Units.between(firstMs + (long) i * MS_PER_PICTURE, 0, 50))
                .toList();
    }

    /** The same as a segment of a transport stream. */
    static MediaBytes segment(long firstMs, int count) {
        var streams = TsStreams.ofPictures(VideoCodec.H264);
        var muxer = new TsMuxer(streams);
        var packets = new TsBuffer(0);
        muxer.begin(streams, packets);
        from(firstMs, count).forEach(unit -> muxer.write(unit, packets));
        return packets.take();
    }
}
