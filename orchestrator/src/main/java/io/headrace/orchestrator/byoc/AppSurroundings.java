package io.headrace.orchestrator.byoc;

import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import io.headrace.orchestrator.desk.Questions;
import io.headrace.pipeline.Health;
import io.headrace.pipeline.PipelineRegistry;
import io.headrace.wire.byoc.ContainerRegistration;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the machine wants done, on the machine's thread, and brings its answers to those who asked. */
final class AppSurroundings implements Owner.Surroundings<Apps, AppEvent, AppEffect>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AppSurroundings.class);

    private final Host host;
    private final AppProbe probe;
    private final RegistrationStore store;
    private final Questions<AppEffect> questions = new Questions<>(AppEffect.AnswerEnd::new);
    private volatile boolean closed;

    AppSurroundings(Host host, AppProbe probe, RegistrationStore store) {
        this.host = host;
        this.probe = probe;
        this.store = store;
    }

    Questions<AppEffect> questions() {
        return questions;
    }

    @Override
    public void record(String id, Instant at, Apps from, AppEvent event, Step<Apps, AppEffect> step) {
        if (!from.apps().equals(step.state().apps())) {
            keep(step.state().apps().values().stream().map(App::registration).toList());
        }
    }

    /** A disk that is full takes no container's work away; it registers again after the next restart. */
    private void keep(List<ContainerRegistration> all) {
        try {
            store.keep(all);
        } catch (UncheckedIOException failed) {
            LOG.error("Containers must register again after a restart: {}", failed.getMessage(), failed);
        }
    }

    @Override
    public void perform(AppEffect effect, Owner<Apps, AppEvent, AppEffect> owner) {
        switch (effect) {
            case AppEffect.AnswerRegistration answer -> answer(answer);
            case AppEffect.AnswerEnd(long question) -> questions.answer(question, effect);
            case AppEffect.AnswerJob(long question, var place) -> giveOrTakeBack(question, place, effect, owner);
            case AppEffect.Probe(var app) -> look(app, owner);
            case AppEffect.Wake(var after, var event) ->
                host.after(after, () -> {
                    if (!closed) {
                        owner.tell(event);
                    }
                });
        }
    }

    private void answer(AppEffect.AnswerRegistration answer) {
        if (answer.outcome() instanceof PipelineRegistry.Registration.Registered(var _, var replaced)) {
            LOG.debug("A container registered, {}", replaced.isPresent() ? "in the place of another" : "a new one");
        }
        questions.answer(answer.question(), answer);
    }

    /** A permit for somebody who has gone is nobody's. */
    private void giveOrTakeBack(
            long question, AppPlace place, AppEffect answer, Owner<Apps, AppEvent, AppEffect> owner) {
        if (!questions.answer(question, answer) && place instanceof AppPlace.Given(long job, var _)) {
            owner.tell(new AppEvent.JobDropped(job));
        }
    }

    private void look(App app, Owner<Apps, AppEvent, AppEffect> owner) {
        Thread.ofVirtual().name("probe " + app.account()).start(() -> {
            Health.Report report;
            try {
                report = probe.look(app);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                report = new Health.Report.Failed("nobody looked: this node is stopping");
            }
            owner.tell(new AppEvent.ProbeEnded(app.id(), app.generation(), report));
        });
    }

    @Override
    public void stopped(String id, Apps state, AppEvent event, RuntimeException bug) {
        LOG.error("The registered containers stand still after a bug; restart this node", bug);
        close();
    }

    @Override
    public void close() {
        closed = true;
        questions.close();
    }
}
