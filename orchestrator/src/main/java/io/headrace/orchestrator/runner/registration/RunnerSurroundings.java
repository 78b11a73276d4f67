package io.headrace.orchestrator.runner.registration;

import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import io.headrace.orchestrator.desk.Questions;
import io.headrace.orchestrator.runner.price.RunnerPrices;
import io.headrace.orchestrator.runner.registry.Runner;
import io.headrace.orchestrator.runner.registry.RunnerEffect;
import io.headrace.orchestrator.runner.registry.RunnerEffect.Outcome;
import io.headrace.orchestrator.runner.registry.RunnerEvent;
import io.headrace.orchestrator.runner.registry.Runners;
import io.headrace.orchestrator.runner.registry.SessionEnd;
import io.headrace.orchestrator.runner.registry.Watch;
import io.headrace.pipeline.Health;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the machine wants done, on the machine's thread, and brings its answers to those who asked. */
final class RunnerSurroundings implements Owner.Surroundings<Runners, RunnerEvent, RunnerEffect>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunnerSurroundings.class);

    private final Host host;
    private final HealthPoll poll;
    private final RunnerNews news;
    private final RunnerPrices prices;
    private final SessionRelease sessions;
    private final Questions<Outcome> questions = new Questions<>(_ -> new Outcome.Unknown());
    private volatile boolean closed;

    RunnerSurroundings(Host host, HealthPoll poll, RunnerNews news, RunnerPrices prices, SessionRelease sessions) {
        this.host = host;
        this.poll = poll;
        this.news = news;
        this.prices = prices;
        this.sessions = sessions;
    }

    Questions<Outcome> questions() {
        return questions;
    }

    /** Nothing survives a restart: runners register again with their next heartbeat, and sessions end with this process. */
    @Override
    public void record(String id, Instant at, Runners from, RunnerEvent event, Step<Runners, RunnerEffect> step) {}

    @Override
    public void perform(RunnerEffect effect, Owner<Runners, RunnerEvent, RunnerEffect> owner) {
        switch (effect) {
            case RunnerEffect.Answer(long question, var outcome) -> answer(question, outcome, owner);
            case RunnerEffect.Welcome(var runner) -> news.open(runner);
            case RunnerEffect.SeeOff(var runner) -> seeOff(runner);
            case RunnerEffect.Release(var runner, var session, var end) -> sessions.release(runner, session, end);
            case RunnerEffect.Poll(var runner, var polls) -> look(runner, polls, owner);
            case RunnerEffect.Wake(var after, var event) ->
                host.after(after, () -> {
                    if (!closed) {
                        owner.tell(event);
                    }
                });
        }
    }

    private void seeOff(Runner runner) {
        LOG.info("Live runner {} ({}) has left", runner.id(), runner.card().app());
        news.close(runner);
        prices.remove(runner.id());
    }

    /** A place for somebody who has gone is nobody's. */
    private void answer(long question, Outcome outcome, Owner<Runners, RunnerEvent, RunnerEffect> owner) {
        if (!questions.answer(question, outcome) && outcome instanceof Outcome.Reserved(var runner, var session)) {
            owner.tell(new RunnerEvent.SessionEnded(runner.id(), session, SessionEnd.STOPPED));
        }
    }

    private void look(Runner runner, Watch.Polls polls, Owner<Runners, RunnerEvent, RunnerEffect> owner) {
        Thread.ofVirtual().name("poll " + runner.id()).start(() -> {
            Health.Report report;
            try {
                report = poll.look(polls);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                report = new Health.Report.Failed("nobody looked: this node is stopping");
            }
            owner.tell(new RunnerEvent.Polled(runner.id(), runner.generation(), report));
        });
    }

    @Override
    public void stopped(String id, Runners state, RunnerEvent event, RuntimeException bug) {
        LOG.error("The live runners stand still after a bug; restart this node", bug);
        close();
    }

    @Override
    public void close() {
        closed = true;
        questions.close();
    }
}
