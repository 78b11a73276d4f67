package io.headrace.orchestrator.runner.registry;

import io.headrace.pipeline.Health;
import io.headrace.pipeline.Offering;
import io.headrace.pipeline.PipelineRegistry.Registration;
import java.time.Instant;
import java.util.List;

/** What comes of a wish to be registered. Who registers anew keeps generation and sessions, and its health if it is polled. */
sealed interface Enrolment {

    record Enrolled(Runners runners, Runner runner) implements Enrolment {}

    /** @param sentence for whoever registers */
    record Refused(String sentence) implements Enrolment {}

    static Enrolment of(Runners runners, Candidate candidate, Instant now) {
        var id = candidate.identity().id();
        var before = runners.find(id);
        var offering = candidate.card().offering(id, 0);
        var health = health(runners, candidate, offering);
        var wanted = new Offering(offering.pipeline(), offering.door(), offering.models(), health);
        return switch (runners.registry().register(wanted)) {
            case Registration.Registered(var registry, var _) -> {
                var runner = new Runner(
                        candidate.identity(),
                        candidate.card(),
                        candidate.address(),
                        candidate.watchedFrom(now),
                        before.map(Runner::generation).orElse(runners.drawn() + 1),
                        before.map(Runner::sessions).orElse(List.of()));
                yield new Enrolled(runners.with(registry).with(runner), runner);
            }
            case Registration.NameReserved(var builtIn) ->
                new Refused("app " + builtIn.name() + " is that of a built-in pipeline");
            case Registration.NameTaken(var holder) ->
                new Refused("app " + holder.pipeline().name() + " is another kind of work here");
            case Registration.RegistryFull(int limit) ->
                new Refused(limit + " runners are registered, which is the most taken here");
        };
    }

    private static Health health(Runners runners, Candidate candidate, Offering offering) {
        return candidate.polls().isEmpty()
                ? offering.health()
                : runners.registry().find(offering.id()).map(Offering::health).orElseGet(Health.Starting::new);
    }
}
