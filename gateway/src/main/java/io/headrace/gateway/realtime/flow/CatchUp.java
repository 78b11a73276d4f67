package io.headrace.gateway.realtime.flow;

import java.time.Duration;

/**
 * How a session that computes what another still shows comes level with it. It is level when it has been within a picture
 * or so for some pictures in a row: whoever is only just catching up would make viewers wait at the switch. One that does
 * not get there is taken when it is near, after a while, and then as it is. For one thread.
 */
final class CatchUp {

    /** Behind by less than 50 ms: a picture of 30 a second and a half. */
    private static final long LEVEL_TICKS = 4_500;
    /** Behind by no more than 0.1 s. */
    private static final long NEAR_TICKS = 9_000;

    private static final int PICTURES = 6;
    private static final long NEAR_NANOS = Duration.ofMillis(800).toNanos();
    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();

    private final long sinceNanos;
    private int level;

    CatchUp(long nowNanos) {
        sinceNanos = nowNanos;
    }

    /**
     * It has shown a picture.
     *
     * @param shown presentation time of what viewers had last
     * @return whether it may take over now
     */
    boolean shows(long presentation, long shown, long nowNanos) {
        level = presentation >= shown - LEVEL_TICKS ? level + 1 : 0;
        long took = nowNanos - sinceNanos;
        boolean isNear = took >= NEAR_NANOS && presentation >= shown - NEAR_TICKS;
        return level >= PICTURES || isNear || took >= PATIENCE_NANOS;
    }
}
