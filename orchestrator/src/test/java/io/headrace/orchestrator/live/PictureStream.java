package io.headrace.orchestrator.live;

import io.headrace.media.AccessUnit;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import io.headrace.media.ts.TsBuffer;
import io.headrace.media.ts.TsMuxer;
import io.headrace.media.ts.TsStreams;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Segments of a video of 640 x 360 at 30 frames per second, as far as its parameter sets go; its slices are nonsense. */
public final class PictureStream {

    public static final long PIXELS = 640L * 360;

    private static final String START = "00000001";
    private static final byte[] KEYFRAME = HexFormat.of()
            .parseHex(START + "6764001eacd940a02ff970110000030001000003003c0f162d96" + START + "68ebe3cb22c0" + START
                    + "65888400");
    private static final byte[] OTHER = HexFormat.of().parseHex(START + "419a2200");
    private static final TsStreams STREAMS = TsStreams.ofPictures(VideoCodec.H264);
    private static final int TICKS_PER_PICTURE = 3_000;

    private final TsMuxer muxer = new TsMuxer(STREAMS);
    private long time = 90_000;

    /** The next segment, which begins with a keyframe. */
    public ByteBuffer segment(int pictures) {
        var out = new TsBuffer(pictures * 1_000);
        muxer.begin(STREAMS, out);
        for (int i = 0; i < pictures; i++) {
            var shown = new MediaTime(time);
            var bytes = MediaBytes.owning(i == 0 ? KEYFRAME : OTHER);
            muxer.write(new AccessUnit.Picture(VideoCodec.H264, shown, shown, i == 0, bytes), out);
            time += TICKS_PER_PICTURE;
        }
        return out.take().asByteBuffer();
    }
}
