package io.headrace.orchestrator.byoc.stream;

import java.time.Instant;

/** Where a stream that has its place and its channels stands. */
sealed interface StreamState {

    /** The application is asked to begin. */
    record Starting() implements StreamState {}

    /**
     * @param seen at the last look
     * @param app when the application last did something
     * @param gateway when the gateway last did something
     * @param uncovered whether the balance did not suffice for the last charge
     */
    record Running(Signs seen, Instant app, Instant gateway, boolean uncovered) implements StreamState {}

    /** The application is told to stop. */
    record Leaving(StreamEnd why) implements StreamState {}

    record Over(StreamEnd why) implements StreamState {}
}
