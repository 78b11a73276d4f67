package io.headrace.orchestrator.unit;

import io.headrace.media.Ladder;
import io.headrace.media.Profile;

/**
 * The most that one unit may ask for. The network has no such limit (wire protocol section 7.5), and so one request may
 * ask for ten renditions of 20,000 by 20,000.
 *
 * @param pixelsPerSecond of all renditions together, each clamped to what encoders can, 60 frames per second where the
 *     source's rate is kept
 */
public record OutputLimit(long pixelsPerSecond) {

    /** Four renditions of 3840×2160 at 60 frames per second. */
    public static final OutputLimit DEFAULT = new OutputLimit(4L * 3840 * 2160 * 60);

    private static final int MAX_WIDTH = 4096;
    private static final int MAX_HEIGHT = 2304;
    private static final int ASSUMED_RATE = 60;

    public OutputLimit {
        if (pixelsPerSecond < 1) {
            throw new IllegalArgumentException("Outputs of " + pixelsPerSecond + " pixels per second");
        }
    }

    boolean allows(Ladder ladder) {
        long sum = 0;
        for (var profile : ladder.profiles()) {
            sum += pixelsPerSecond(profile);
        }
        return sum <= pixelsPerSecond;
    }

    private static long pixelsPerSecond(Profile profile) {
        long rate = profile.frameRate().passesThrough()
                ? ASSUMED_RATE
                : profile.frameRate().ceiling();
        return (long) Math.min(profile.width(), MAX_WIDTH) * Math.min(profile.height(), MAX_HEIGHT) * rate;
    }
}
