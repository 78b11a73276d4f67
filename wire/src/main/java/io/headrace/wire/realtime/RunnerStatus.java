package io.headrace.wire.realtime;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a runner reports of itself every 10 s, as an event of the type {@code status} (real-time reference section 8.3).
 * A gateway may begin to listen late, so that a runner repeats all of it but what is marked as told once.
 *
 * @param pipeline its model
 * @param state empty when it was not told, or in a word unknown here
 */
public record RunnerStatus(
        String pipeline, Optional<RunnerState> state, Times times, Input input, Inference inference) {

    /** The {@code type} of the event. */
    public static final String TYPE = "status";

    /**
     * To the millisecond; each is empty when it was not told.
     *
     * @param started when the stream began
     * @param stateUpdated when the state was last judged
     * @param previous when the status before this one was told
     * @param told when this one was
     */
    public record Times(
            Optional<Instant> started,
            Optional<Instant> stateUpdated,
            Optional<Instant> previous,
            Optional<Instant> told) {

        public static final Times NONE =
                new Times(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** @param fps pictures per second over the last 10 s */
    public record Input(Optional<Instant> last, double fps) {
        public static final Input NONE = new Input(Optional.empty(), 0);
    }

    /** @param fps pictures per second over the last 10 s */
    public record Inference(
            Optional<Instant> lastOutput, double fps, Parameters parameters, Failure lastFailure, Restarts restarts) {

        public static final Inference NONE =
                new Inference(Optional.empty(), 0, Parameters.NONE, Failure.NONE, Restarts.NONE);
    }

    /**
     * @param json the object that holds; told once after each change
     * @param hash tells whether they changed; empty when there are none
     */
    public record Parameters(Optional<Instant> updated, Optional<String> json, String hash) {
        public static final Parameters NONE = new Parameters(Optional.empty(), Optional.empty(), "");
    }

    /** @param message empty when nothing failed */
    public record Failure(Optional<Instant> time, String message) {
        public static final Failure NONE = new Failure(Optional.empty(), "");
    }

    /** @param logs the last lines before a restart; told once after it */
    public record Restarts(long count, Optional<Instant> last, Optional<List<String>> logs) {
        public static final Restarts NONE = new Restarts(0, Optional.empty(), Optional.empty());

        public Restarts {
            logs = logs.map(List::copyOf);
        }
    }
}
