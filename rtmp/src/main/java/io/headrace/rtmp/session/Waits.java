package io.headrace.rtmp.session;

import java.util.concurrent.TimeUnit;

/** How long a thread waits at a stretch. */
final class Waits {
    private Waits() {}

    /** Until the next look at the verdict, at most that time, and never 0, which a socket takes for endless. */
    static int timeoutMs(long leftNanos) {
        long leftMs = TimeUnit.NANOSECONDS.toMillis(leftNanos) + 1;
        return (int) Math.min(leftMs, Verdict.LOOK_UP.toMillis());
    }
}
