package io.headrace.simulation.live;

import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Orchestrator;
import io.headrace.payments.Price;
import io.headrace.simulation.live.LiveMessages.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Asks every orchestrator how it is. A round is over when all have answered, or after half a second. */
final class Inquiry {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final LiveGatewayProcess gateway;
    private final Map<Orchestrator, Terms> terms = new HashMap<>();

    Inquiry(LiveGatewayProcess gateway) {
        this.gateway = gateway;
    }

    /** As it was found last. */
    Terms terms(Orchestrator orchestrator) {
        return Optional.ofNullable(terms.get(orchestrator)).orElseThrow();
    }

    void ask(Consumer<List<Candidate>> found) {
        var asked = gateway.orchestrators();
        var answers = new ArrayList<Candidate>();
        for (var orchestrator : asked) {
            gateway.world.<Terms>call(
                    PATIENCE,
                    answer -> orchestrator.ask(gateway.payer(), Optional.empty(), answer),
                    offered -> gateway.ifAlive(() -> {
                        terms.put(orchestrator.identity, offered);
                        add(answers, offer(orchestrator, offered), asked.size(), found);
                    }),
                    () -> gateway.ifAlive(() -> add(
                            answers,
                            new Candidate(orchestrator.identity, new Candidate.Silence("no answer")),
                            asked.size(),
                            found)));
        }
    }

    private static void add(List<Candidate> answers, Candidate one, int all, Consumer<List<Candidate>> found) {
        answers.add(one);
        if (answers.size() == all) {
            found.accept(List.copyOf(answers));
        }
    }

    private static Candidate offer(LiveOrchestrator orchestrator, Terms offered) {
        return new Candidate(
                orchestrator.identity,
                new Candidate.Offer(
                        Optional.<Price>of(offered.price()),
                        List.of(),
                        offered.load(),
                        new Candidate.Acceptable(),
                        Duration.ofMillis(20),
                        OptionalDouble.empty(),
                        io.headrace.job.selection.Trust.NEUTRAL,
                        offered.draining(),
                        Optional.empty()));
    }
}
