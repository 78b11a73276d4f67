package io.headrace.models.runner.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Collects the times of frames for the trace channel, whose segments are JSON arrays of
 * {@code [presentation, read, decoded, transformed, encoded, written]}. Any thread.
 */
final class FrameRecorder {

    /** More than ten seconds of them; nobody took the last ones when it is full, and further ones are dropped. */
    private static final int MOST = 1_024;

    private final List<FrameTimes> frames = new ArrayList<>();

    synchronized void add(FrameTimes frame) {
        if (frames.size() < MOST) {
            frames.add(frame);
        }
    }

    /** All since the last time; empty when there are none. */
    synchronized Optional<String> take() {
        if (frames.isEmpty()) {
            return Optional.empty();
        }
        var json = frames.stream().map(FrameRecorder::json).collect(Collectors.joining(",", "[", "]"));
        frames.clear();
        return Optional.of(json);
    }

    private static String json(FrameTimes frame) {
        return "[%d,%d,%d,%d,%d,%d]"
                .formatted(
                        frame.presentation(),
                        frame.read(),
                        frame.decoded(),
                        frame.transformed(),
                        frame.encoded(),
                        frame.written());
    }
}
