package io.headrace.models.runner.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Measures one {@link Flow} over a window of ten seconds. Its times must not go back. Not for several threads. */
final class FlowMeter {

    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final double NANOS_PER_SECOND = 1e9;
    /** 240 pictures a second; a faster flow is told as this one. */
    private static final int MOST = 2_400;

    private final Deque<Instant> seen = new ArrayDeque<>();
    private @Nullable Instant began;
    private @Nullable Instant last;

    void count(Instant now) {
        if (began == null || last == null || Duration.between(last, now).compareTo(PAUSE) > 0) {
            began = now;
            seen.clear();
        }
        last = now;
        if (seen.size() == MOST) {
            seen.removeFirst();
        }
        seen.addLast(now);
    }

    Flow flow(Instant now) {
        if (began == null || last == null) {
            return new Flow.None();
        }
        var from = now.minus(WINDOW);
        while (!seen.isEmpty() && !seen.getFirst().isAfter(from)) {
            seen.removeFirst();
        }
        return new Flow.Run(
                began,
                last,
                seen.size() * NANOS_PER_SECOND / measured(began, now).toNanos());
    }

    private static Duration measured(Instant began, Instant now) {
        var running = Duration.between(began, now);
        var most = running.compareTo(WINDOW) < 0 ? running : WINDOW;
        return most.compareTo(SHORTEST) < 0 ? SHORTEST : most;
    }
}
