package io.headrace.media.request;

import java.time.Duration;

/**
 * How much of a stranger's media is looked at before it is refused. The pixel limit is an area, so that a portrait
 * picture passes as its landscape twin does.
 *
 * @param pixels width × height of one frame
 * @param duration of a whole file
 * @param segment the longest piece that is transcoded at once
 * @param streams in one input
 * @param packets in one segment
 */
public record MediaLimits(long pixels, Duration duration, Duration segment, int streams, int packets) {

    /** 4096×2304 (so 3840×2160 passes), 24 hours, 5 minutes as on the wire (section 7.5), 16 streams, 60,000 packets. */
    public static final MediaLimits DEFAULT =
            new MediaLimits(4096L * 2304, Duration.ofHours(24), Duration.ofMinutes(5), 16, 60_000);

    public MediaLimits {
        if (pixels <= 0 || streams <= 0 || packets <= 0 || !duration.isPositive() || !segment.isPositive()) {
            throw new IllegalArgumentException("Limits are positive: " + pixels + " pixels, " + duration + ", "
                    + segment + ", " + streams + " streams, " + packets + " packets");
        }
    }

    public boolean allows(int width, int height) {
        return width > 0 && height > 0 && (long) width * height <= pixels;
    }
}
