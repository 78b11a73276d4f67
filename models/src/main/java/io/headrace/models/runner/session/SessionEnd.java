package io.headrace.models.runner.session;

import java.time.Duration;
import java.util.Optional;

/** Why a session ended. */
public sealed interface SessionEnd {

    /** Its input channel ended, and all that came was put out. */
    record InputEnded() implements SessionEnd {}

    /** Nobody takes its output. */
    record OutputGone(String detail) implements SessionEnd {}

    /** Nothing came for so long. */
    record InputIdle(Duration silence) implements SessionEnd {}

    record Stopped() implements SessionEnd {}

    record Failed(String detail) implements SessionEnd {}

    /** Its line does not come back from a picture: the process is not fit for another session. */
    record Hung(Duration waited) implements SessionEnd {}

    /** What went wrong, in a sentence; empty when nothing did. */
    default Optional<String> fault() {
        return switch (this) {
            case InputEnded(), Stopped() -> Optional.empty();
            case OutputGone(var detail) -> Optional.of("Nobody takes the output: " + detail);
            case InputIdle(var silence) -> Optional.of("No input for " + silence.toSeconds() + " s");
            case Failed(var detail) -> Optional.of(detail);
            case Hung(var waited) -> Optional.of("A picture has been in work for " + waited.toSeconds() + " s");
        };
    }
}
