package io.headrace.gateway.live.http;

import java.time.Duration;

/**
 * What is given to those who watch.
 *
 * @param current whether {@code /stream/current.m3u8} leads to the newest stream
 * @param segmentsPerViewer answers with media under way to one address at once
 * @param leastBytesPerSecond at which a viewer must take media on average, once {@code grace} is over
 */
public record PlaybackConfig(Current current, int segmentsPerViewer, int leastBytesPerSecond, Duration grace) {

    /** Whether the newest stream can be watched by those who do not know its name. */
    public enum Current {
        HIDDEN,
        SHOWN
    }

    /** A quarter of the bitrate of the smallest usual rendition. */
    public static final PlaybackConfig DEFAULT =
            new PlaybackConfig(Current.HIDDEN, 64, 8 * 1024, Duration.ofSeconds(20));

    public PlaybackConfig {
        if (segmentsPerViewer < 1 || leastBytesPerSecond < 1 || !grace.isPositive()) {
            throw new IllegalArgumentException(segmentsPerViewer + " answers per viewer, " + leastBytesPerSecond
                    + " bytes per second after " + grace);
        }
    }

    public PlaybackConfig with(Current other) {
        return new PlaybackConfig(other, segmentsPerViewer, leastBytesPerSecond, grace);
    }
}
