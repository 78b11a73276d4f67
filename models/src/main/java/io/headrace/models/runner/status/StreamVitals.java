package io.headrace.models.runner.status;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a running stream at one moment.
 *
 * @param started when its session was asked for
 * @param parameters the JSON object that is in force
 * @param parametersSince when they came into force
 * @param lastRestart of the line of pictures, after it had failed
 */
public record StreamVitals(
        Instant started,
        Flow input,
        Flow output,
        String parameters,
        Instant parametersSince,
        Optional<Fault> lastError,
        Optional<Fault> lastRestart,
        int restarts,
        FrameCounts counts) {

    /** When its last picture came, or when it was asked for. */
    public Instant lastSign() {
        return switch (input) {
            case Flow.None() -> started;
            case Flow.Run run -> run.last();
        };
    }
}
