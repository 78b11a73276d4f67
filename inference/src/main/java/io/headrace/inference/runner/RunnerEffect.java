package io.headrace.inference.runner;

import java.time.Duration;

/** What a runner's owner does for it. */
public sealed interface RunnerEffect {

    /** Start it, or connect to it. */
    record Open(int run) implements RunnerEffect {}

    record WatchStart(int run, Duration patience) implements RunnerEffect {}

    /** Ask for its health after that time; a question that is still to be asked is forgotten. */
    record AskHealth(int run, int probe, Duration after) implements RunnerEffect {}

    /** Have it take the session. */
    record OpenSession(Assignment assignment) implements RunnerEffect {}

    /** Have it end the session, after the answer to {@link OpenSession}. */
    record HaltSession(long session) implements RunnerEffect {}

    record WatchClearing(long session, Duration patience) implements RunnerEffect {}

    /** End it, also while it is being opened. */
    record Close(int run) implements RunnerEffect {}

    record Pause(int run, Duration time) implements RunnerEffect {}

    record TellRunning(long session) implements RunnerEffect {}

    /** The call may be sent. */
    record GrantCall(long call) implements RunnerEffect {}

    /** The runner was lost to the call, before it was sent or after. */
    record LoseCall(long call, String sentence) implements RunnerEffect {}

    /** Told exactly once of each session that was assigned. */
    record TellEnded(long session, SessionEnd end) implements RunnerEffect {}
}
