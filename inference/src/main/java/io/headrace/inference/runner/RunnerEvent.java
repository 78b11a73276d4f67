package io.headrace.inference.runner;

import io.headrace.inference.RunnerHealth;

/** What happened to a runner. Most name the life or the session that they are about, so that late ones are known. */
public sealed interface RunnerEvent {

    /** About one life. */
    sealed interface OfRun extends RunnerEvent {
        int run();
    }

    /** About one session. */
    sealed interface OfSession extends RunnerEvent {
        long session();
    }

    /** About one call that was given to it. */
    sealed interface OfCall extends RunnerEvent {
        long call();
    }

    record StartRequested() implements RunnerEvent {}

    /** It is to be started when it is needed. */
    record RestRequested() implements RunnerEvent {}

    /** It can be asked. */
    record Opened(int run) implements OfRun {}

    /** It could not be opened, or its process ended. */
    record Died(int run, String sentence) implements OfRun {}

    record StartTimePassed(int run) implements OfRun {}

    record HealthKnown(int run, int probe, RunnerHealth health) implements OfRun {}

    /** What was to be ended has ended. */
    record Closed(int run) implements OfRun {}

    record PauseEnded(int run) implements OfRun {}

    /** A session was given to it. */
    record Assigned(Assignment assignment) implements RunnerEvent {}

    record SessionAccepted(long session) implements OfSession {}

    record SessionRefused(long session, String sentence) implements OfSession {}

    /** It does not take our bearer. */
    record TokenRefused(long session, String sentence) implements OfSession {}

    /** Nobody wants the session any more. */
    record SessionReleased(long session) implements OfSession {}

    /** It answered, in whatever way, that it was asked to end the session. */
    record SessionHalted(long session) implements OfSession {}

    record ClearingTimePassed(long session) implements OfSession {}

    /** A call was given to it. */
    record CallAssigned(long call) implements RunnerEvent {}

    /** Its place is free again, or lost. */
    record CallOver(long call, CallEnd end) implements OfCall {}

    record StopRequested() implements RunnerEvent {}
}
