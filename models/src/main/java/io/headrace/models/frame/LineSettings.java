package io.headrace.models.frame;

import io.headrace.ffmpeg.frame.LiveCoder;
import java.time.Duration;
import java.util.Optional;

/**
 * How a line decodes and encodes.
 *
 * @param bitsPerSecond of the output, on average and at most within any second
 * @param maxPixels of one picture, coming in or going out; a larger one ends the line
 * @param keyframeInterval at least so often the output can be joined
 * @param picturesPerSecond expected, for the rate control alone
 * @param threads of the encoder
 * @param coder the encoder; the best that the natives have if none is named
 */
public record LineSettings(
        int bitsPerSecond,
        long maxPixels,
        Duration keyframeInterval,
        int picturesPerSecond,
        int threads,
        Optional<LiveCoder> coder) {

    private static final int MIN_BITS_PER_SECOND = 10_000;
    private static final int MAX_BITS_PER_SECOND = 100_000_000;
    private static final long MAX_PIXELS = 4096L * 2304;
    private static final int MAX_PICTURES_PER_SECOND = 240;
    private static final int MAX_THREADS = 16;

    public LineSettings {
        require(
                bitsPerSecond >= MIN_BITS_PER_SECOND && bitsPerSecond <= MAX_BITS_PER_SECOND,
                "bitsPerSecond " + bitsPerSecond + " (" + MIN_BITS_PER_SECOND + " to " + MAX_BITS_PER_SECOND + ")");
        require(maxPixels > 0 && maxPixels <= MAX_PIXELS, "maxPixels " + maxPixels + " (1 to " + MAX_PIXELS + ")");
        require(keyframeInterval.isPositive(), "keyframeInterval " + keyframeInterval + " (more than nothing)");
        require(
                picturesPerSecond > 0 && picturesPerSecond <= MAX_PICTURES_PER_SECOND,
                "picturesPerSecond " + picturesPerSecond + " (1 to " + MAX_PICTURES_PER_SECOND + ")");
        require(threads > 0 && threads <= MAX_THREADS, "threads " + threads + " (1 to " + MAX_THREADS + ")");
    }

    /** For pictures up to 1080p at 2.5 Mbit/s on one thread. */
    public static LineSettings usual() {
        return new LineSettings(2_500_000, 1920L * 1088, Duration.ofSeconds(2), 30, 1, Optional.empty());
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("No line runs with " + what);
        }
    }
}
