package io.headrace.simulation;

import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Orchestrator;
import io.headrace.simulation.Messages.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What discovery makes of answers and silence. */
final class Candidates {

    private Candidates() {}

    static Candidate of(Orchestrator orchestrator, Terms terms) {
        return new Candidate(
                orchestrator,
                new Candidate.Offer(
                        Optional.of(terms.price()),
                        List.of(),
                        Candidate.Load.UNKNOWN,
                        new Candidate.Acceptable(),
                        Duration.ofMillis(20),
                        OptionalDouble.empty()));
    }

    static Candidate silent(Orchestrator orchestrator) {
        return new Candidate(orchestrator, new Candidate.Silence("no answer within 0.5 s"));
    }
}
