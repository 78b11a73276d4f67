package io.headrace.benchmarks.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The frames that a viewer got, by their numbers: a frame's number is its time in frames of 1/30 s since the first. Of one
 * thread.
 */
final class SeenFrames {

    private static final int TICKS_PER_FRAME = 3_000;

    /** @param number of the frame in the stream, 0 the first that was seen */
    record Seen(long number, long arrivedNanos) {}

    /**
     * @param lost numbers between the first and the last that never came
     * @param repeated frames that came more than once, or after a later one
     * @param longestGap between the arrivals of two frames that follow each other
     * @param gapEndNanos when the frame behind that gap arrived
     */
    record Findings(long frames, long lost, long repeated, Duration longestGap, long gapEndNanos) {}

    private final List<Seen> frames = new ArrayList<>();
    private long lastTimestamp;
    private long unwrapped;

    /** @param timestamp 32 bits at 90 kHz, as it came */
    void add(int timestamp, long arrivedNanos) {
        unwrapped = frames.isEmpty() ? 0 : unwrapped + (int) (timestamp - lastTimestamp);
        lastTimestamp = timestamp;
        frames.add(new Seen(Math.round((double) unwrapped / TICKS_PER_FRAME), arrivedNanos));
    }

    int size() {
        return frames.size();
    }

    /** Of those that arrived within that time. */
    Findings between(long fromNanos, long toNanos) {
        var within = frames.stream()
                .filter(frame -> frame.arrivedNanos() >= fromNanos && frame.arrivedNanos() <= toNanos)
                .toList();
        if (within.isEmpty()) {
            return new Findings(0, 0, 0, Duration.ofNanos(toNanos - fromNanos), toNanos);
        }
        Set<Long> distinct = new HashSet<>();
        long repeated = 0;
        long highest = within.getFirst().number() - 1;
        long gap = 0;
        long gapEnd = within.getFirst().arrivedNanos();
        for (int i = 0; i < within.size(); i++) {
            var frame = within.get(i);
            if (!distinct.add(frame.number()) || frame.number() < highest) {
                repeated++;
            }
            highest = Math.max(highest, frame.number());
            long since = i == 0 ? 0 : frame.arrivedNanos() - within.get(i - 1).arrivedNanos();
            if (since > gap) {
                gap = since;
                gapEnd = frame.arrivedNanos();
            }
        }
        long expected = highest - within.getFirst().number() + 1;
        return new Findings(
                within.size(),
                expected
                        - distinct.stream()
                                .filter(n -> n >= within.getFirst().number())
                                .count(),
                repeated,
                Duration.ofNanos(gap),
                gapEnd);
    }
}
