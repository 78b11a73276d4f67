package io.headrace.orchestrator.byoc;

import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import io.headrace.pipeline.Health;
import io.headrace.pipeline.Offering;
import io.headrace.pipeline.PipelineRegistry;
import io.headrace.transport.address.ResolvedUri;
import io.headrace.wire.byoc.ContainerRegistration;

/**
 * Which containers are on offer, and who has a permit. One that registers is probed before it is offered; probes go on
 * for as long as it is registered, and what a job shows counts as well. One failure takes nobody's work away, and a
 * container that is down comes back by itself ({@link Health}).
 */
final class AppMachine implements Machine<Apps, AppEvent, AppEffect> {

    /** Every event of a registration and what comes of it; generations that are past change nothing. */
    static final String TRANSITIONS = """
            (new)     RegistrationAsked  Starting  probed at once
            any       RegistrationAsked  Starting  replaced; permits that are taken stay taken
            any       ProbeEnded         any       as Health has it; the next probe is due in a while
            any       ProbeDue           any       probed
            any       JobAsked           any       a permit, if it is offered and has one
            any       JobEnded           any       the permit is free; Health counts what was seen
            any       JobDropped         any       the permit is free
            any       RegistrationEnded  (gone)    jobs that run go on
            """;

    private final ByocConfig.Probing probing;

    AppMachine(ByocConfig.Probing probing) {
        this.probing = probing;
    }

    @Override
    public boolean ended(Apps apps) {
        return false;
    }

    @Override
    public Step<Apps, AppEffect> step(Apps apps, AppEvent event, Moment moment) {
        return switch (event) {
            case AppEvent.RegistrationAsked(long question, var registration, var address) ->
                register(apps, question, registration, address);
            case AppEvent.RegistrationEnded(long question, var id) ->
                Step.to(apps.without(id), new AppEffect.AnswerEnd(question));
            case AppEvent.ProbeEnded(var id, long generation, var report) -> probed(apps, id, generation, report);
            case AppEvent.ProbeDue(var id, long generation) ->
                apps.find(id, generation)
                        .map(app -> Step.<Apps, AppEffect>to(apps, new AppEffect.Probe(app)))
                        .orElseGet(() -> Step.to(apps));
            case AppEvent.JobAsked(long question, var id) -> place(apps, question, id);
            case AppEvent.JobEnded(long job, var id, long generation, var report) ->
                Step.to(seen(apps, id, generation, report).done(job));
            case AppEvent.JobDropped(long job) -> Step.to(apps.done(job));
        };
    }

    private static Step<Apps, AppEffect> register(
            Apps apps, long question, ContainerRegistration registration, ResolvedUri address) {
        var app = new App(registration, address, apps.drawn() + 1);
        var offering = registration.offering();
        var starting = new Offering(offering.pipeline(), offering.door(), offering.models(), new Health.Starting());
        var outcome = apps.registry().register(starting);
        var answer = new AppEffect.AnswerRegistration(question, outcome);
        return switch (outcome) {
            case PipelineRegistry.Registration.Registered(var registry, var _) ->
                Step.to(apps.with(registry, app), new AppEffect.Probe(app), answer);
            case PipelineRegistry.Registration.NameReserved _,
                    PipelineRegistry.Registration.NameTaken _,
                    PipelineRegistry.Registration.RegistryFull _ -> Step.to(apps, answer);
        };
    }

    private Step<Apps, AppEffect> probed(Apps apps, Offering.Id id, long generation, Health.Report report) {
        if (apps.find(id, generation).isEmpty()) {
            return Step.to(apps);
        }
        var after = seen(apps, id, generation, report);
        var pause = after.isOffered(id) ? probing.whileOffered() : probing.whileNot();
        return Step.to(after, new AppEffect.Wake(pause, new AppEvent.ProbeDue(id, generation)));
    }

    private static Apps seen(Apps apps, Offering.Id id, long generation, Health.Report report) {
        return apps.find(id, generation).isPresent() ? apps.with(apps.registry().after(id, report)) : apps;
    }

    private static Step<Apps, AppEffect> place(Apps apps, long question, Offering.Id id) {
        var app = apps.find(id).filter(_ -> apps.isOffered(id));
        if (app.isEmpty()) {
            return Step.to(apps, new AppEffect.AnswerJob(question, new AppPlace.Unknown()));
        }
        if (apps.free(app.get()) == 0) {
            var full = new AppPlace.Full(app.get().registration().capacity());
            return Step.to(apps, new AppEffect.AnswerJob(question, full));
        }
        var after = apps.working(id);
        return Step.to(after, new AppEffect.AnswerJob(question, new AppPlace.Given(after.drawn(), app.get())));
    }
}
