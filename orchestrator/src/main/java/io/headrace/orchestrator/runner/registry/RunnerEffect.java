package io.headrace.orchestrator.runner.registry;

import java.time.Duration;

/** What is to be done about the live runners. */
public sealed interface RunnerEffect {

    record Answer(long question, Outcome outcome) implements RunnerEffect {}

    /** Makes the channel of its events. */
    record Welcome(Runner runner) implements RunnerEffect {}

    /** Removes it. */
    record SeeOff(Runner runner) implements RunnerEffect {}

    /** Ends what is left of a session that has no place any more. */
    record Release(Runner runner, String session, SessionEnd end) implements RunnerEffect {}

    record Poll(Runner runner, Watch.Polls polls) implements RunnerEffect {}

    record Wake(Duration after, RunnerEvent event) implements RunnerEffect {}

    /** What came of a question. */
    sealed interface Outcome {
        record Enrolled(Runner runner) implements Outcome {}

        /** The operator's list was taken. */
        record ListTaken() implements Outcome {}

        /** @param sentence for whoever asked */
        record Refused(String sentence) implements Outcome {}

        /** Nobody of this id. */
        record Unknown() implements Outcome {}

        record Departed() implements Outcome {}

        /** A place, which is to be given back by ending the session. */
        record Reserved(Runner runner, String session) implements Outcome {}

        record Full(int capacity) implements Outcome {}

        /** It loads, or its health is bad. */
        record NotReady() implements Outcome {}

        record SessionExists() implements Outcome {}
    }
}
