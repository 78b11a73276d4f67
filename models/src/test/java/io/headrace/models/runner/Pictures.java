package io.headrace.models.runner;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import java.util.Arrays;
import java.util.HexFormat;

/** Coded pictures with true headers and made-up insides, 30 a second. */
public final class Pictures {

    public static final long TICKS = 3_000;

    /** An access unit delimiter, and parameter sets by x264: 160x90, High, level 1.0. */
    private static final String SETS =
            "0000000109f0000000016764000aacd9428df930110000030001000003001e0f1225960000000168ef829cb0";

    private static final String DELIMITER = "0000000109f0";
    private static final int BYTES = 600;

    private Pictures() {}

    public static Picture keyframe(long ticks) {
        return of(ticks, true);
    }

    public static Picture plain(long ticks) {
        return of(ticks, false);
    }

    public static Picture of(long ticks, boolean keyframe) {
        byte[] front = HexFormat.of().parseHex(keyframe ? SETS + "0000000165" : DELIMITER + "0000000141");
        byte[] bytes = Arrays.copyOf(front, BYTES);
        Arrays.fill(bytes, front.length, BYTES, (byte) 0x55);
        return new Picture(
                VideoCodec.H264, new MediaTime(ticks), new MediaTime(ticks), keyframe, MediaBytes.owning(bytes));
    }

    /** The so many-th picture of a stream with a keyframe each second. */
    public static Picture nth(int n) {
        return of(n * TICKS, n % 30 == 0);
    }
}
