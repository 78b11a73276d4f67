package io.headrace.node.role;

import io.headrace.engine.PoolShape;
import io.headrace.engine.media.MediaChildren;
import io.headrace.ffmpeg.FfmpegChild;
import io.headrace.media.request.MediaLimits;
import java.nio.file.Path;

/** How media children are started: the one place that names their program. */
public final class MediaPrograms {

    /** Enough for 4096×2304 with its reference frames and four encoders; a child that wants more is in trouble. */
    private static final int MEMORY_MEBIBYTES = 2_048;

    private MediaPrograms() {}

    /** @param cache where natives are unpacked once */
    public static MediaChildren open(Path cache, int slots) {
        var command = FfmpegChild.command(System.getProperty("java.class.path"), cache, MEMORY_MEBIBYTES);
        return MediaChildren.open(command, PoolShape.of(slots), MediaLimits.DEFAULT);
    }
}
